package io.nauthera.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A lock between processes, held on a file. The kernel releases it when the process ends. */
public final class LockFile implements AutoCloseable {
  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Returns the lock, or nothing while this JVM or another process holds it. */
  public static Optional<LockFile> tryAcquire(Path file) {
    Folders.create(file.resolveSibling("."));
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel).isPresent()) {
        return Optional.of(new LockFile(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
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
    }
  }
}
