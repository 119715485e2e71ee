package io.nauthera.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The folder of one running sandbox, removed with it, or by the next one if it was killed. */
final class StateFolder implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path path;
  private final CacheLock lock;

  private StateFolder(Path path, CacheLock lock) {
    this.path = path;
    this.lock = lock;
  }

  static StateFolder create(Path parent) {
    return inTurn(
        parent,
        () -> {
          removeAbandoned(parent);
          return createLocked(parent);
        });
  }

  /** Removes what killed sandboxes left. */
  static void sweep(Path parent) {
    inTurn(
        parent,
        () -> {
          removeAbandoned(parent);
          return true;
        });
  }

  // Or the sweep of one takes the folder that another has not locked yet.
  private static <T> T inTurn(Path parent, Supplier<T> work) {
    return CacheLock.holding(parent.resolve("folders.lock"), line -> {}, work);
  }

  private static StateFolder createLocked(Path parent) {
    try {
      var path = Files.createTempDirectory(parent, "run-");
      return new StateFolder(path, CacheLock.tryAcquire(path.resolve(LOCK)).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The kernel released the locks of those who were killed, and killed their children.
  private static void removeAbandoned(Path parent) {
    try (var folders = Files.newDirectoryStream(parent, "run-*")) {
      for (var folder : folders) {
        CacheLock.tryAcquire(folder.resolve(LOCK))
            .ifPresent(abandoned -> {
              Folders.delete(folder);
              abandoned.close();
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  Path folder(String name) {
    return Folders.create(path.resolve(name));
  }

  @Override
  public void close() {
    Folders.delete(path);
    lock.close();
  }
}
