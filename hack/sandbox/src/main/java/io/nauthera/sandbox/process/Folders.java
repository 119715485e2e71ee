package io.nauthera.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folders of the sandbox on this machine, and operations on whole trees. */
public final class Folders {
  private Folders() {}

  /** Nauthera's cache: expensive to create, safe to delete at any time. */
  public static Path cache() {
    return base("XDG_CACHE_HOME", ".cache");
  }

  /** Nauthera's state: the folders of running and of killed sandboxes. */
  public static Path state() {
    return base("XDG_STATE_HOME", ".local/state");
  }

  private static Path base(String variable, String underHome) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), underHome))
        .resolve("nauthera");
  }

  public static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a tree or a file. Does nothing if it does not exist. */
  public static void delete(@Nullable Path tree) {
    if (tree == null || !Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          tree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void copy(Path tree, Path target) {
    try (var files = Files.walk(tree)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var copy = target.resolve(tree.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
