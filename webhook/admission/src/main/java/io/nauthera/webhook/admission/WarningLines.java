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
  private static final int MAX_TOTAL = 4000;
  private static final String CONTINUED = "…";

  private WarningLines() {}

  /** Wraps long warnings; once the total limit is reached, the rest are only counted. */
  static List<String> fit(List<String> warnings) {
    Set<String> fitting = new LinkedHashSet<>();
    int length = 0;
    List<String> distinct = warnings.stream().distinct().toList();
    for (int i = 0; i < distinct.size(); i++) {
      List<String> lines = distinctFrom(fitting, distinct.get(i).replaceAll("\\p{Cc}+", " "));
      int more = lines.stream().mapToInt(String::length).sum();
      if (length + more > MAX_TOTAL - MAX_EACH) {
        fitting.add("… and %d more warnings".formatted(distinct.size() - i));
        break;
      }
      fitting.addAll(lines);
      length += more;
    }
    return List.copyOf(fitting);
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
