package io.nauthera.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    Folders.create(parent);
    sweep(parent);
    try {
      var path = Files.createTempDirectory(parent, "run-");
      return new StateFolder(path, CacheLock.tryAcquire(path.resolve(LOCK)).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The kernel released the locks of those who were killed, and killed their children.
  private static void sweep(Path parent) {
    try (var folders = Files.newDirectoryStream(parent, "run-*")) {
      for (var folder : folders) {
        if (Files.exists(folder.resolve(LOCK))) {
          CacheLock.tryAcquire(folder.resolve(LOCK))
              .ifPresent(abandoned -> {
                Folders.delete(folder);
                abandoned.close();
              });
        }
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
