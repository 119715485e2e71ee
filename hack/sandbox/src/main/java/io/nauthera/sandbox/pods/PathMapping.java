package io.nauthera.sandbox.pods;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Maps the absolute paths of a container to folders of this machine. */
record PathMapping(Map<String, Path> folders) {
  PathMapping {
    folders = Map.copyOf(folders);
  }

  PathMapping with(String containerPath, Path folder) {
    var more = new TreeMap<>(folders);
    more.put(containerPath.replaceAll("(?<=.)/+$", ""), folder);
    return new PathMapping(more);
  }

  /** Replaces each mapped path in the text, and the mapped part of each path below it. */
  String rewrite(String text) {
    if (folders.isEmpty()) {
      return text;
    }
    // Longest paths first, and all in one pass, so that no replacement is replaced again.
    var paths =
        folders.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<![\\w./-])(" + paths + ")(?![\\w.-])")
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(String.valueOf(folders.get(match.group(1)))));
  }
}
