package io.nauthera.sandbox;

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

/** The one sandbox of this user that outlives the command that started it. */
public final class Daemon {
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(90);

  private final Path folder;

  private Daemon(Path folder) {
    this.folder = Folders.create(folder);
  }

  public static Daemon ofThisUser() {
    return new Daemon(Folders.state().resolve("up"));
  }

  private Path pidFile() {
    return folder.resolve("pid");
  }

  private Path readyFile() {
    return folder.resolve("ready");
  }

  private Path log() {
    return folder.resolve("log");
  }

  /** What it told when it was ready, if it runs and is. */
  Optional<String> announcement() {
    return process().isPresent() && Files.exists(readyFile())
        ? Optional.of(read(readyFile()))
        : Optional.empty();
  }

  // A pid alone may belong to somebody else by now; with its time of start it does not.
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
   * Starts the program, which is told "serve" and announces itself when it is ready; tells its
   * progress, and returns its announcement.
   */
  public String start(Class<?> program, Progress progress) {
    if (process().isPresent()) {
      throw new SandboxException("a sandbox is being started already; see " + log());
    }
    Folders.delete(folder);
    Folders.create(folder);
    var process = launch(program);
    var abandoned = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(abandoned);
    record(process.toHandle());
    var told = 0;
    while (true) {
      told += tell(told, progress);
      if (Files.exists(readyFile())) {
        Runtime.getRuntime().removeShutdownHook(abandoned);
        return read(readyFile());
      }
      if (!process.isAlive()) {
        tell(told, progress);
        throw new SandboxException("the sandbox did not start; see " + log());
      }
      Wait.pause(Duration.ofMillis(200));
    }
  }

  private int tell(int from, Progress progress) {
    var lines = Files.exists(log()) ? read(log()).lines().skip(from).toList() : List.<String>of();
    lines.forEach(progress::say);
    return lines.size();
  }

  private Process launch(Class<?> program) {
    var line = new ArrayList<String>();
    // Out of the terminal's session, so that closing it or Ctrl-C there means nothing to it.
    Spawner.onPath("setsid").ifPresent(setsid -> line.add(setsid.toString()));
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

  // A rebuild must not pull the jars from under a sandbox that runs.
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
    Secrets.write(pidFile(), "%d %s".formatted(handle.pid(), startOf(handle)));
  }

  /** Called by the daemon itself when everything runs. */
  public void announce(Sandbox sandbox) {
    var text =
        """
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
    var draft = folder.resolve("ready.draft");
    Secrets.write(draft, text);
    try {
      Files.move(draft, readyFile(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and all that it started; false if none runs. */
  boolean stop() {
    var running = process();
    running.ifPresent(handle -> {
      handle.destroy();
      try {
        handle.onExit().get(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS);
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
