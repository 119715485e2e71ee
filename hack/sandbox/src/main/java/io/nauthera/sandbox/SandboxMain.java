package io.nauthera.sandbox;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The command line: up, down, prepare, and where a tool lies. */
public final class SandboxMain {
  private static final int MISUSED = 64;

  private SandboxMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    try {
      System.exit(run(List.of(arguments)));
    } catch (SandboxException e) {
      System.err.println("sandbox: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(List<String> arguments) throws InterruptedException {
    var progress = Progress.toStandardError();
    switch (String.join(" ", arguments)) {
      case "tool helm" -> System.out.println(Toolchain.of(progress).path(Tool.HELM));
      case "prepare" -> Toolchain.of(progress).prepare();
      case "up" -> up(progress);
      case "down" -> {
        progress.say(Daemon.ofThisUser().stop() ? "sandbox: ended" : "sandbox: none is running");
        StateFolder.sweep(Folders.state());
      }
      case "serve" -> serve(progress);
      default -> {
        progress.say(
            """
            usage: sandbox prepare   build the tools, once
                   sandbox up        start everything, leave it running, print how to reach it
                   sandbox down      end what up started
                   sandbox tool helm print where Helm lies\
            """);
        return MISUSED;
      }
    }
    return 0;
  }

  private static void up(Progress progress) {
    var daemon = Daemon.ofThisUser();
    System.out.print(
        daemon.announcement().orElseGet(() -> daemon.start(SandboxMain.class, progress)));
  }

  private static void serve(Progress progress) throws InterruptedException {
    try (var sandbox = Sandbox.start(Sandbox.Options.all())) {
      progress.say("installing Nauthera");
      sandbox.installNauthera();
      Daemon.ofThisUser().announce(sandbox);
      new CountDownLatch(1).await(); // until a signal; the shutdown hook cleans up
    }
  }
}
