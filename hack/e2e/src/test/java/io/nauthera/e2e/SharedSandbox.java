package io.nauthera.e2e;

import io.nauthera.e2e.rights.DeniedRequests;
import io.nauthera.sandbox.Sandbox;

/**
 * The sandbox of all tests of a run, with Nauthera installed. The first test that needs it starts
 * it; it stops when the JVM ends.
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
      DeniedRequests.watch(sandbox.controlPlane().auditLog());
      sandbox.installNauthera();
      return sandbox;
    }
  }
}
