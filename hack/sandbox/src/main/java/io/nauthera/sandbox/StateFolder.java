package io.nauthera.sandbox;

import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The folder of one running sandbox. It is deleted when the sandbox is closed. If the sandbox was
 * killed, the next sandbox deletes it.
 */
public final class StateFolder implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path path;
  private final LockFile lock;

  private StateFolder(Path path, LockFile lock) {
    this.path = path;
    this.lock = lock;
  }

  public static StateFolder create(Path parent) {
    return exclusively(
        parent,
        () -> {
          deleteAbandoned(parent);
          return createLocked(parent);
        });
  }

  /** Deletes the folders of killed sandboxes. */
  static void clean(Path parent) {
    exclusively(
        parent,
        () -> {
          deleteAbandoned(parent);
          return true;
        });
  }

  // Without this lock, one sandbox could delete the folder that another has not locked yet.
  private static <T> T exclusively(Path parent, Supplier<T> work) {
    return LockFile.holding(parent.resolve("folders.lock"), line -> {}, work);
  }

  private static StateFolder createLocked(Path parent) {
    try {
      var path = Files.createTempDirectory(parent, "run-");
      return new StateFolder(path, LockFile.tryAcquire(path.resolve(LOCK)).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // When a sandbox is killed, the kernel releases its lock and kills its children.
  private static void deleteAbandoned(Path parent) {
    try (var folders = Files.newDirectoryStream(parent, "run-*")) {
      for (var folder : folders) {
        LockFile.tryAcquire(folder.resolve(LOCK))
            .ifPresent(abandoned -> {
              Folders.delete(folder);
              abandoned.close();
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  public Path folder(String name) {
    return Folders.create(path.resolve(name));
  }

  @Override
  public void close() {
    Folders.delete(path);
    lock.close();
  }
}
