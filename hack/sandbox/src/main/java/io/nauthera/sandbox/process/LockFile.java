package io.nauthera.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A lock between processes, held on a file. The kernel releases it when the process ends. */
public final class LockFile implements AutoCloseable {
  // The kernel also releases it when the process closes any other channel of the file. So none is
  // opened for a file in this set.
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Returns the lock, or nothing while this JVM or another process holds it. */
  public static Optional<LockFile> tryAcquire(Path file) {
    try {
      var real =
          Folders.create(file.resolveSibling("."))
              .toRealPath()
              .resolve(String.valueOf(file.getFileName()));
      return IN_USE.add(real) ? tryLock(real) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<LockFile> tryLock(Path file) throws IOException {
    var isLocked = false;
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      isLocked = channel.tryLock() != null;
      if (isLocked) {
        return Optional.of(new LockFile(file, channel));
      }
      channel.close();
      return Optional.empty();
    } finally {
      if (!isLocked) {
        IN_USE.remove(file);
      }
    }
  }

  /** Waits for the lock, then runs the work and releases the lock. */
  public static <T> T holding(Path file, Consumer<String> progress, Supplier<T> work) {
    var lock = tryAcquire(file);
    if (lock.isEmpty()) {
      progress.accept("waiting for another process that builds the same tools");
    }
    while (lock.isEmpty()) {
      Wait.pause(Duration.ofMillis(300));
      lock = tryAcquire(file);
    }
    try {
      return work.get();
    } finally {
      lock.get().close();
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      IN_USE.remove(file);
    }
  }
}
