package io.nauthera.sandbox.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A long-running child process with a log file. It can be stopped, killed and restarted. */
public final class LocalProcess {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final String name;
  private final Path folder;
  private final Path log;
  private final List<String> line;
  private final Map<String, String> environment;
  private final boolean inherit;
  private @Nullable Process process;

  /** A process with the environment of this JVM and additional variables. */
  public static LocalProcess of(
      String name, Path folder, List<String> line, Map<String, String> variables) {
    return new LocalProcess(name, folder, line, variables, true);
  }

  /** A process with exactly these environment variables. */
  public static LocalProcess isolated(
      String name, Path folder, List<String> line, Map<String, String> environment) {
    return new LocalProcess(name, folder, line, environment, false);
  }

  private LocalProcess(
      String name,
      Path folder,
      List<String> line,
      Map<String, String> environment,
      boolean inherit) {
    this.name = name;
    this.folder = folder;
    this.log = Folders.create(folder.resolve("logs")).resolve(name + ".log");
    this.line = List.copyOf(line);
    this.environment = new TreeMap<>(environment);
    this.inherit = inherit;
  }

  public synchronized void start() {
    if (isAlive()) {
      return;
    }
    var builder = new ProcessBuilder(new ArrayList<>(line));
    if (!inherit) {
      builder.environment().clear();
    }
    builder.environment().putAll(environment);
    builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = Spawner.start(builder);
  }

  /** Sends SIGTERM, after a grace period SIGKILL, and returns when the process has ended. */
  public void stop() {
    var running = current();
    if (running != null) {
      running.destroy();
      awaitEnd(running);
    }
  }

  /** Sends SIGKILL and returns when the process has ended. */
  public void kill() {
    var running = current();
    if (running != null) {
      running.destroyForcibly();
      awaitEnd(running);
    }
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** The process id, or -1 before the first start. */
  public synchronized long pid() {
    return process == null ? -1 : process.pid();
  }

  /** Bytes of memory that belong to the process alone, or 0 when it does not run. */
  public synchronized long anonymousMemory() {
    try (var status = Files.lines(Path.of("/proc/%d/status".formatted(pid())))) {
      return status
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Everything that the process has written so far, over all restarts. */
  public String output() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws if the process has ended; the message quotes the end of its log. */
  public void requireAlive() {
    if (!isAlive()) {
      throw new SandboxException(name + " ended unexpectedly. End of its log:\n" + logTail());
    }
  }

  /** The last lines of the log. */
  public String logTail() {
    var lines = output().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private static void awaitEnd(Process running) {
    try {
      if (!running.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      throw Wait.interrupted(e);
    }
  }

  private synchronized @Nullable Process current() {
    return process;
  }
}
