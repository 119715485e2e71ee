package io.nauthera.e2e;

import io.nauthera.sandbox.Sandbox;

/**
 * The one sandbox of a test run, with Nauthera installed; started by the first test that asks,
 * closed when the JVM ends.
 */
public final class SharedSandbox {
  private SharedSandbox() {}

  public static Sandbox get() {
    return Holder.SANDBOX;
  }

  private static final class Holder {
    static final Sandbox SANDBOX = start();

    private static Sandbox start() {
      Sandbox sandbox = Sandbox.start();
      sandbox.installNauthera();
      return sandbox;
    }
  }
}
