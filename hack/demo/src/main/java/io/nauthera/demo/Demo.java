package io.nauthera.demo;

import io.nauthera.sandbox.BackgroundSandbox;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.SandboxException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code make demo}: runs both workflows, and exits with 1 if a step fails. */
public final class Demo {
  private Demo() {}

  /**
   * Without an argument, runs the workflows and cleans up. With "keep", leaves everything running,
   * as {@code make sandbox} does.
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      switch (String.join(" ", args)) {
        case "" -> System.exit(runOnce() ? 0 : 1);
        case "keep" ->
            System.out.print(BackgroundSandbox.ofThisUser().start(Demo.class, System.out::println));
        case "serve" -> serve();
        default -> throw new IllegalArgumentException("unknown arguments: " + List.of(args));
      }
    } catch (SandboxException e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Ctrl-C also closes the sandbox, because it registers a shutdown hook. */
  private static boolean runOnce() {
    try (Sandbox sandbox = startSandbox()) {
      return run(sandbox);
    }
  }

  private static void serve() throws InterruptedException {
    try (Sandbox sandbox = startSandbox()) {
      if (!run(sandbox)) {
        throw new SandboxException("the demo failed");
      }
      BackgroundSandbox.ofThisUser().announce(sandbox);
      new CountDownLatch(1).await(); // until a signal; then the shutdown hook cleans up
    }
  }

  private static Sandbox startSandbox() {
    System.out.println("Starting a Kubernetes API server, cert-manager and Keycloak.");
    return Sandbox.start();
  }

  private static boolean run(Sandbox sandbox) {
    System.out.println("Installing Nauthera with Helm.");
    sandbox.installNauthera();
    var transcript = new Transcript(System.out);
    try {
      new Workflows(sandbox, transcript).run();
      transcript.step("Both workflows succeeded");
      return true;
    } catch (StepFailedException failure) {
      transcript.step("FAILED: " + failure.getMessage());
      return false;
    }
  }
}
