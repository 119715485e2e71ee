package io.nauthera.webhook.admission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes warnings fit what the API server passes on: it drops control characters, lines that it has
 * passed on before, and everything beyond 4096 characters in total; it advises 120 per line
 * (Kubernetes, "Dynamic Admission Control").
 */
final class WarningLines {
  static final int MAX_EACH = 120;

  /** Of the text; the marks of wrapped lines come on top. */
  private static final int MAX_TEXT = 3600;

  /** What is shown of each warning at least, where there are many. */
  private static final int MIN_TEXT = 200;

  private static final String CONTINUED = "…";

  private WarningLines() {}

  /** Cuts the longest warnings until all fit, and counts the rest where there are too many. */
  static List<String> fit(List<String> warnings) {
    List<String> texts =
        warnings.stream().distinct().map(text -> text.replaceAll("\\p{Cc}+", " ")).toList();
    List<String> shown = texts.subList(0, fitting(texts));
    int longest = longest(shown);
    Set<String> lines = new LinkedHashSet<>();
    shown.forEach(text -> lines.addAll(distinctFrom(lines, cut(text, longest))));
    if (shown.size() < texts.size()) {
      lines.add("… and %d more warnings".formatted(texts.size() - shown.size()));
    }
    return List.copyOf(lines);
  }

  /** How many warnings fit if only the least of each is shown. */
  private static int fitting(List<String> texts) {
    int left = MAX_TEXT;
    int count = 0;
    while (count < texts.size() && left >= Math.min(texts.get(count).length(), MIN_TEXT)) {
      left -= Math.min(texts.get(count).length(), MIN_TEXT);
      count++;
    }
    return count;
  }

  /** The largest length for which all texts fit when longer ones are cut to it. */
  private static int longest(List<String> texts) {
    int left = MAX_TEXT;
    int count = texts.size();
    for (int length : texts.stream().map(String::length).sorted().toList()) {
      if (length > left / count) {
        return left / count;
      }
      left -= length;
      count--;
    }
    return MAX_TEXT;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  /** Indents wrapped lines until none of them equals a line of another warning. */
  private static List<String> distinctFrom(Set<String> others, String warning) {
    List<String> lines = wrapped(warning, 1);
    for (int indent = 2; indent < MAX_EACH / 2 && !Collections.disjoint(lines, others); indent++) {
      lines = wrapped(warning, indent);
    }
    return lines;
  }

  private static List<String> wrapped(String warning, int indent) {
    int width = MAX_EACH + 1 - indent;
    String continued = CONTINUED + " ".repeat(indent);
    List<String> lines = new ArrayList<>();
    String rest = warning;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > continued.length() ? space : width;
      lines.add(rest.substring(0, end));
      rest = continued + rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
