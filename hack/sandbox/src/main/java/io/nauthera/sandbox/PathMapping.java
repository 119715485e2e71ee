package io.nauthera.sandbox;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a container's absolute paths lie on this machine, and how they read in its arguments. */
record PathMapping(Map<String, Path> folders) {
  PathMapping {
    folders = Map.copyOf(folders);
  }

  PathMapping with(String containerPath, Path folder) {
    var more = new TreeMap<>(folders);
    more.put(containerPath.replaceAll("(?<=.)/+$", ""), folder);
    return new PathMapping(more);
  }

  /** The text with every whole path that is mapped, or lies in one that is, replaced. */
  String rewrite(String text) {
    if (folders.isEmpty()) {
      return text;
    }
    // The longest first, in one pass: what was replaced is not looked at again.
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
