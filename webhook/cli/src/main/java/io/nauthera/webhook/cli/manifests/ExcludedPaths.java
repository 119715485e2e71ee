package io.nauthera.webhook.cli.manifests;

import io.nauthera.api.text.Quoted;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Files and folders that are not read. A glob without a slash names files and folders anywhere; one
 * with a slash is a path below the given folder, or as it was given. {@code **} stands for any
 * number of folders, also for none.
 */
final class ExcludedPaths {
  private final List<PathMatcher> names;
  private final List<PathMatcher> paths;

  /** Throws an IllegalArgumentException, with a sentence, if a glob is not valid. */
  ExcludedPaths(List<String> globs) {
    List<String> trimmed = globs.stream().map(ExcludedPaths::trimmed).toList();
    names = matchers(trimmed.stream().filter(glob -> !glob.contains("/")));
    paths =
        matchers(
            trimmed.stream()
                .filter(glob -> glob.contains("/"))
                .map(ExcludedPaths::withOrWithoutFolders));
  }

  private static String trimmed(String glob) {
    String start = glob.startsWith("./") ? glob.substring(2) : glob;
    return start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
  }

  /** Between slashes, Java's ** stands for at least one folder. */
  private static String withOrWithoutFolders(String glob) {
    var folders = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      braces += c == '{' ? 1 : c == '}' ? -1 : 0;
      boolean isStart = i == 0 || glob.charAt(i - 1) == '/';
      // Java does not read braces within braces.
      if (isStart && braces == 0 && glob.startsWith("**/", i)) {
        folders.append("{**/,}");
        i += 2;
      } else {
        folders.append(c);
      }
    }
    return folders.toString();
  }

  private static List<PathMatcher> matchers(Stream<String> globs) {
    return globs.map(ExcludedPaths::matcher).toList();
  }

  private static PathMatcher matcher(String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s is not a valid glob: use e.g. templates, *.tpl.yaml or charts/**/templates"
              .formatted(Quoted.of(glob)),
          e);
    }
  }

  /** Whether a path below the given folder is left out. */
  boolean contains(Path path, Path given) {
    return !isEmpty() && isBelow(path, given);
  }

  private boolean isEmpty() {
    return names.isEmpty() && paths.isEmpty();
  }

  private boolean isBelow(Path path, Path given) {
    return isNamed(path) || matches(paths, given.relativize(path)) || matches(paths, path);
  }

  /** Whether a given file, or a folder of its path, is left out. */
  boolean contains(Path given) {
    Path file = given.normalize();
    // The names of folders above the working directory say nothing about the file.
    return matches(paths, given)
        || isNamed(file)
        || parents(file).anyMatch(at -> matches(paths, at) || (!at.isAbsolute() && isNamed(at)));
  }

  private static Stream<Path> parents(Path file) {
    return Stream.iterate(file, Objects::nonNull, Path::getParent);
  }

  private boolean isNamed(Path path) {
    Path name = path.getFileName();
    return name != null && matches(names, name);
  }

  private static boolean matches(List<PathMatcher> matchers, Path path) {
    return matchers.stream().anyMatch(matcher -> matcher.matches(path));
  }
}
