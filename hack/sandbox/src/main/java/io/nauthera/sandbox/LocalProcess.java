package io.nauthera.sandbox;

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

/** A long-lived child with a log file, which can be stopped, killed and started again. */
public final class LocalProcess {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final String name;
  private final Path folder;
  private final Path log;
  private final List<String> line;
  private final Map<String, String> environment;
  private final boolean inherit;
  private @Nullable Process process;

  /** A child with this JVM's environment and some variables more. */
  static LocalProcess of(String name, Path folder, List<String> line, Map<String, String> more) {
    return new LocalProcess(name, folder, line, more, true);
  }

  /** A child that sees exactly these variables. */
  static LocalProcess isolated(
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

  /** Asks it to end, insists after a while, and returns when it is gone. */
  public void stop() {
    terminate();
    awaitEnd();
  }

  synchronized void terminate() {
    if (process != null) {
      process.destroy();
    }
  }

  /** Ends it without giving it a chance to say goodbye. */
  public void kill() {
    var running = current();
    if (running != null) {
      running.destroyForcibly();
      awaitEnd();
    }
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Its process id, or -1 before the first start. */
  public synchronized long pid() {
    return process == null ? -1 : process.pid();
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  /** Everything it has written so far. */
  public String output() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails, quoting the end of the log, if the process has ended by itself. */
  void demandAlive() {
    if (!isAlive()) {
      throw new SandboxException(name + " ended by itself:\n" + tail());
    }
  }

  private String tail() {
    var lines = output().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  void awaitEnd() {
    var running = current();
    if (running == null) {
      return;
    }
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
