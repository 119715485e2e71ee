package io.nauthera.demo;

import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.SandboxException;

/** {@code make demo}: plays both workflows and ends with 1 where a step does not hold. */
public final class Demo {
  private Demo() {}

  public static void main(String[] args) throws InterruptedException {
    var stage = new Stage(System.out);
    int exit = 0;
    // Closed also when the JVM is told to end (Ctrl-C): the sandbox sees to it itself.
    try (Sandbox sandbox = Sandbox.start(Sandbox.Options.all())) {
      sandbox.installNauthera();
      exit = play(new Workflows(sandbox, stage), stage);
      if (Boolean.getBoolean("demo.keep")) {
        keep(sandbox, stage);
      }
    } catch (SandboxException e) {
      System.err.println(e.getMessage());
      exit = 1;
    }
    System.exit(exit);
  }

  private static int play(Workflows workflows, Stage stage) {
    try {
      workflows.play();
      stage.step("Both workflows hold");
      return 0;
    } catch (StepFailed failure) {
      stage.step("FAILED: " + failure.getMessage());
      return 1;
    }
  }

  private static void keep(Sandbox sandbox, Stage stage) throws InterruptedException {
    stage.answer(
        """
        Left running until Ctrl-C:
          export KUBECONFIG=%s
          alias kubectl=%s
          Keycloak %s, administrator %s, password %s
        """
            .formatted(
                sandbox.kubeconfig(),
                sandbox.kubectl(),
                sandbox.keycloak().url(),
                sandbox.keycloak().adminUser(),
                sandbox.keycloak().adminPassword()));
    Thread.currentThread().join();
  }
}
