package io.nauthera.demo;

import io.nauthera.sandbox.BackgroundSandbox;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.SandboxException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code make demo}: plays both workflows and ends with 1 where a step does not hold. */
public final class Demo {
  private Demo() {}

  /**
   * Without a word: plays, and cleans up. "keep": leaves everything running, as {@code make
   * sandbox} does.
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      switch (String.join(" ", args)) {
        case "" -> System.exit(playOnce() ? 0 : 1);
        case "keep" -> System.out.print(BackgroundSandbox.ofThisUser().start(Demo.class, System.out::println));
        case "serve" -> serve();
        default -> throw new IllegalArgumentException("unknown: " + List.of(args));
      }
    } catch (SandboxException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Closed also when the JVM is told to end (Ctrl-C): the sandbox sees to that itself. */
  private static boolean playOnce() {
    try (Sandbox sandbox = Sandbox.start()) {
      return play(sandbox);
    }
  }

  private static void serve() throws InterruptedException {
    try (Sandbox sandbox = Sandbox.start()) {
      if (!play(sandbox)) {
        throw new StepFailed("the demo failed");
      }
      BackgroundSandbox.ofThisUser().announce(sandbox);
      new CountDownLatch(1).await(); // until a signal; the sandbox cleans up by itself
    }
  }

  private static boolean play(Sandbox sandbox) {
    var stage = new Stage(System.out);
    sandbox.installNauthera();
    try {
      new Workflows(sandbox, stage).play();
      stage.step("Both workflows hold");
      return true;
    } catch (StepFailed failure) {
      stage.step("FAILED: " + failure.getMessage());
      return false;
    }
  }
}
