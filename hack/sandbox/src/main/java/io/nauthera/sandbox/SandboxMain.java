package io.nauthera.sandbox;

import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Tool;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The command line of the sandbox: up, down, prepare, and the paths of the tools. */
public final class SandboxMain {
  private static final int USAGE_ERROR = 64;

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
    if (arguments.size() == 2 && arguments.getFirst().equals("tool")) {
      return printPath(arguments.getLast());
    }
    switch (String.join(" ", arguments)) {
      case "prepare" -> prepare();
      case "up" -> up();
      case "down" -> down();
      case "serve" -> serve();
      default -> {
        return usage();
      }
    }
    return 0;
  }

  private static int usage() {
    System.err.println(
        """
        usage: sandbox prepare     build all tools into the cache
               sandbox up          start the sandbox in the background and print how to use it
               sandbox down        stop the sandbox in the background
               sandbox tool NAME   print the path of a tool, e.g. of helm\
        """);
    return USAGE_ERROR;
  }

  private static int printPath(String program) {
    for (var tool : Tool.values()) {
      if (tool.program().equals(program)) {
        System.out.println(Sandbox.toolchain(Repository.find()).path(tool));
        return 0;
      }
    }
    return usage();
  }

  private static void prepare() {
    var repository = Repository.find();
    var tools = Sandbox.toolchain(repository);
    for (var tool : Tool.values()) {
      System.err.println(tools.path(tool));
    }
    System.err.println(Sandbox.keycloakTemplate(repository).folder());
    System.err.println(Sandbox.prometheus().folder());
  }

  private static void up() {
    var background = BackgroundSandbox.ofThisUser();
    System.out.print(
        background
            .instructions()
            .orElseGet(() -> background.start(SandboxMain.class, Sandbox.PROGRESS)));
    // Not to standard output, which a shell evaluates without showing it.
    background.firstSteps().ifPresent(System.err::print);
  }

  private static void down() {
    System.err.println(
        BackgroundSandbox.ofThisUser().stop()
            ? "The sandbox has stopped."
            : "No sandbox is running.");
    StateFolder.clean(Folders.state());
  }

  private static void serve() throws InterruptedException {
    try (var sandbox = Sandbox.start()) {
      System.err.println("installing Nauthera");
      sandbox.installNauthera();
      BackgroundSandbox.ofThisUser().announce(sandbox, FirstSteps.prepare(sandbox));
      new CountDownLatch(1).await(); // until a signal; then the shutdown hook cleans up
    }
  }
}
