package io.nauthera.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Starts children that the kernel kills when this JVM is gone, however it went. */
final class Spawner {
  // The kernel's "parent" is the thread that started the child, so that thread must live as long as
  // the JVM.
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("sandbox-spawner").unstarted(task));

  private static final List<String> TIED_TO_PARENT =
      onPath("setpriv").isPresent() ? List.of("setpriv", "--pdeathsig", "KILL", "--") : List.of();

  private Spawner() {}

  static Process start(ProcessBuilder builder) {
    var line = new ArrayList<>(TIED_TO_PARENT);
    line.addAll(builder.command());
    builder.command(line);
    try {
      return THREAD.submit(builder::start).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw new SandboxException("cannot start " + line + ": " + io.getMessage(), io);
      }
      throw new SandboxException("cannot start " + line, e.getCause());
    } catch (InterruptedException e) {
      throw Wait.interrupted(e);
    }
  }

  static Optional<Path> onPath(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(java.io.File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
