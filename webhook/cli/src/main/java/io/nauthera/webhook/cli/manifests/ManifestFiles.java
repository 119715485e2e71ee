package io.nauthera.webhook.cli.manifests;

import io.nauthera.api.text.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Finds the files behind paths, each once and in a fixed order. Symlinks to folders are not
 * followed, so there are no cycles.
 */
final class ManifestFiles {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
  private static final String BROKEN = "is a broken symlink: fix or remove it";

  private final Set<Path> seen = new HashSet<>();
  private final ExcludedPaths excluded;
  private final BiConsumer<Path, Boolean> files;
  private final Consumer<ReadError> errors;
  private final Consumer<ReadError> brokenLinks;

  /** Broken links in folders are apart from errors, because they contain nothing. */
  ManifestFiles(
      ExcludedPaths excluded,
      BiConsumer<Path, Boolean> files,
      Consumer<ReadError> errors,
      Consumer<ReadError> brokenLinks) {
    this.excluded = excluded;
    this.brokenLinks = brokenLinks;
    this.files = files;
    this.errors = errors;
  }

  void find(String path) {
    try {
      var file = Path.of(path);
      if (path.isEmpty() || !Files.exists(file)) {
        error(path, Files.isSymbolicLink(file) ? BROKEN : "does not exist");
      } else if (Files.isDirectory(file)) {
        Path given = path.contains("..") ? file : file.normalize();
        folder(given, given);
      } else if (!excluded.contains(file)) {
        file(file, true);
      }
    } catch (InvalidPathException impossible) {
      error(path, "is not a valid file name");
    }
  }

  private void folder(Path folder, Path given) {
    List<Path> entries;
    try (var listed = Files.list(folder)) {
      entries = listed.sorted().toList();
    } catch (IOException | UncheckedIOException refused) {
      error(folder.toString(), "the folder cannot be read: check its permissions");
      return;
    }
    for (var entry : entries) {
      String name = entry.getFileName().toString();
      if (excluded.contains(entry, given)) {
        continue;
      }
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (!name.equals(".git")) {
          folder(entry, given);
        }
      } else if (ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith)) {
        if (Files.isRegularFile(entry)) {
          file(entry, false);
        } else if (!Files.exists(entry)) {
          brokenLinks.accept(new ReadError(entry.toString(), null, BROKEN));
        }
      }
    }
  }

  private void file(Path file, boolean isNamed) {
    try {
      if (seen.add(file.toRealPath())) {
        files.accept(file, isNamed);
      }
    } catch (IOException refused) {
      error(file.toString(), unreadable(refused));
    }
  }

  static String unreadable(IOException refused) {
    return refused instanceof AccessDeniedException
        ? "cannot be read: check its permissions"
        : "cannot be read: " + Quoted.of(reason(refused));
  }

  private static String reason(IOException refused) {
    var message = refused.getMessage();
    return message == null ? refused.getClass().getSimpleName() : message;
  }

  private void error(String file, String message) {
    errors.accept(new ReadError(file, null, message));
  }
}
