package io.nauthera.sandbox;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.process.SecretFiles;
import io.nauthera.sandbox.process.Wait;
import io.nauthera.sandbox.tools.Repository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The sandbox of this user that keeps running after the command that started it. */
public final class BackgroundSandbox {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(90);

  private final Path folder;

  private BackgroundSandbox(Path folder) {
    this.folder = Folders.create(folder);
  }

  public static BackgroundSandbox ofThisUser() {
    return new BackgroundSandbox(Folders.state().resolve("up"));
  }

  private Path pidFile() {
    return folder.resolve("pid");
  }

  private Path readyFile() {
    return folder.resolve("ready");
  }

  private Path firstStepsFile() {
    return folder.resolve("first-steps");
  }

  private Path log() {
    return folder.resolve("log");
  }

  /** The instructions for using it, if it runs and is ready. */
  Optional<String> instructions() {
    return process().isPresent() && Files.exists(readyFile())
        ? Optional.of(read(readyFile()))
        : Optional.empty();
  }

  /** What to try first, if the sandbox has prepared it. */
  Optional<String> firstSteps() {
    return Files.exists(firstStepsFile()) ? Optional.of(read(firstStepsFile())) : Optional.empty();
  }

  // Another process may have the same id by now, but not the same start time.
  private Optional<ProcessHandle> process() {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    var recorded = read(pidFile()).strip().split(" ", -1);
    return ProcessHandle.of(Long.parseLong(recorded[0]))
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startOf(handle).equals(recorded[1]));
  }

  private static String startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  /**
   * Starts a Java program with the argument "serve" in the background, copies its log to the
   * progress, and returns the instructions that the program passes to {@link #announce}.
   */
  public String start(Class<?> program, Consumer<String> progress) {
    if (process().isPresent()) {
      throw new SandboxException("a sandbox is already starting; its log is " + log());
    }
    Folders.delete(folder);
    Folders.create(folder);
    var process = launch(program);
    var stopOnExit = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(stopOnExit);
    record(process.toHandle());
    var shown = 0;
    while (true) {
      shown += showLog(shown, progress);
      if (Files.exists(readyFile())) {
        Runtime.getRuntime().removeShutdownHook(stopOnExit);
        return read(readyFile());
      }
      if (!process.isAlive()) {
        showLog(shown, progress);
        throw new SandboxException("the sandbox did not start; its log is " + log());
      }
      Wait.pause(Duration.ofMillis(200));
    }
  }

  private int showLog(int from, Consumer<String> progress) {
    var lines = Files.exists(log()) ? read(log()).lines().skip(from).toList() : List.<String>of();
    lines.forEach(progress);
    return lines.size();
  }

  private Process launch(Class<?> program) {
    var line = new ArrayList<String>();
    // In its own session, so that Ctrl-C in the terminal and closing it do not end the sandbox.
    Command.find("setsid").ifPresent(setsid -> line.add(setsid.toString()));
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Dnauthera.root=" + Repository.find().root(),
            "-cp",
            copyOfClassPath() + "/*",
            program.getName(),
            "serve"));
    try {
      return new ProcessBuilder(line)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectInput(new File("/dev/null"))
          .redirectOutput(log().toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A copy, so that a rebuild does not remove the jars of a running sandbox.
  private Path copyOfClassPath() {
    var copy = Folders.create(folder.resolve("lib"));
    for (var jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      var path = Path.of(jar);
      if (Files.isRegularFile(path)) {
        try {
          Files.copy(
              path,
              copy.resolve(String.valueOf(path.getFileName())),
              StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return copy;
  }

  private void record(ProcessHandle handle) {
    SecretFiles.write(pidFile(), "%d %s".formatted(handle.pid(), startOf(handle)));
  }

  /** Publishes the instructions for using a sandbox, and what to try first. */
  void announce(Sandbox sandbox, String firstSteps) {
    SecretFiles.write(firstStepsFile(), firstSteps);
    announce(sandbox);
  }

  /** Publishes the instructions for using a sandbox. The background program calls it when ready. */
  public void announce(Sandbox sandbox) {
    var text =
        """
        export KUBECONFIG=%s
        export PATH=%s:$PATH
        # Keycloak: %s  %s / %s
        # Logs and data: %s
        """
            .formatted(
                sandbox.kubeconfig(),
                sandbox.kubectl().getParent(),
                sandbox.keycloak().url(),
                sandbox.keycloak().adminUser(),
                sandbox.keycloak().adminPassword(),
                sandbox.folder());
    var draft = folder.resolve("ready.draft");
    SecretFiles.write(draft, text);
    try {
      Files.move(draft, readyFile(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the sandbox, and returns whether one was running. */
  boolean stop() {
    var running = process();
    running.ifPresent(handle -> {
      handle.destroy();
      try {
        handle.onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        handle.destroyForcibly();
      } catch (InterruptedException e) {
        throw Wait.interrupted(e);
      } catch (ExecutionException e) {
        throw new SandboxException("cannot stop the sandbox", e);
      }
    });
    Folders.delete(folder);
    return running.isPresent();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
