package io.nauthera.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A lock between processes, held through a file; the system releases it with the process. */
final class CacheLock implements AutoCloseable {
  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The lock if nobody else, in this JVM or another, holds it now. */
  static Optional<CacheLock> tryAcquire(Path file) {
    Folders.create(file.resolveSibling("."));
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel).isPresent()) {
        return Optional.of(new CacheLock(channel));
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

  /** Runs the work while nobody else holds the lock. */
  static <T> T holding(Path file, Progress progress, Supplier<T> work) {
    var lock = tryAcquire(file);
    if (lock.isEmpty()) {
      progress.say("waiting for another build of the same tools");
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
