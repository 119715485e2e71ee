package io.nauthera.sandbox.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts child processes that the kernel kills when this JVM ends, even after kill -9. */
final class Spawner {
  // For the kernel the parent is the thread that started the child, not the process. So that thread
  // must live as long as the JVM.
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("sandbox-spawner").unstarted(task));

  private static final List<String> TIED_TO_PARENT =
      Command.find("setpriv").isPresent()
          ? List.of("setpriv", "--pdeathsig", "KILL", "--")
          : List.of();

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
}
