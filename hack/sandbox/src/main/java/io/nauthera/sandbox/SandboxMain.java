package io.nauthera.sandbox;

import java.util.concurrent.CountDownLatch;

/** The command line: up, down, and prepare. */
public final class SandboxMain {
  private static final int MISUSED = 64;

  private SandboxMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    try {
      System.exit(run(arguments.length == 1 ? arguments[0] : "help"));
    } catch (SandboxException e) {
      System.err.println("sandbox: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(String command) throws InterruptedException {
    var progress = Progress.toStandardError();
    switch (command) {
      case "prepare" -> Toolchain.of(progress).prepare();
      case "up" -> up(progress);
      case "down" ->
          progress.say(Daemon.ofThisUser().stop() ? "sandbox: ended" : "sandbox: none is running");
      case "serve" -> serve(progress);
      default -> {
        progress.say(
            """
            usage: sandbox prepare   build the tools, once
                   sandbox up        start everything, leave it running, print how to reach it
                   sandbox down      end what up started\
            """);
        return MISUSED;
      }
    }
    return 0;
  }

  private static void up(Progress progress) {
    var daemon = Daemon.ofThisUser();
    System.out.print(daemon.announcement().orElseGet(() -> daemon.start(progress)));
  }

  private static void serve(Progress progress) throws InterruptedException {
    try (var sandbox = Sandbox.start(Sandbox.Options.all())) {
      progress.say("installing Nauthera");
      sandbox.installNauthera();
      Daemon.ofThisUser().announce(announcement(sandbox));
      new CountDownLatch(1).await(); // until a signal; the shutdown hook cleans up
    }
  }

  private static String announcement(Sandbox sandbox) {
    return """
    export KUBECONFIG=%s
    export PATH=%s:$PATH
    # Keycloak: %s  %s / %s
    # logs: %s
    """
        .formatted(
            sandbox.kubeconfig(),
            sandbox.kubectl().getParent(),
            sandbox.keycloak().url(),
            sandbox.keycloak().adminUser(),
            sandbox.keycloak().adminPassword(),
            sandbox.folder());
  }
}
