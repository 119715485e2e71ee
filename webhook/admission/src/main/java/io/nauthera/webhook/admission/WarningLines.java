package io.nauthera.webhook.admission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Warnings as the API server passes them on: it drops those with control characters, what it has
 * passed on before, and all beyond 4096 characters together; 120 each is what it advises
 * (Kubernetes, "Dynamic Admission Control").
 */
final class WarningLines {
  static final int MAX_EACH = 120;
  private static final int MAX_TOGETHER = 4000;
  private static final String CONTINUED = "…";

  private WarningLines() {}

  /** Long ones go on in further lines; of what is too much together only the number is left. */
  static List<String> fit(List<String> warnings) {
    Set<String> fitting = new LinkedHashSet<>();
    int length = 0;
    List<String> distinct = warnings.stream().distinct().toList();
    for (int i = 0; i < distinct.size(); i++) {
      List<String> lines = unlike(fitting, distinct.get(i).replaceAll("\\p{Cc}+", " "));
      int more = lines.stream().mapToInt(String::length).sum();
      if (length + more > MAX_TOGETHER - MAX_EACH) {
        fitting.add("… and %d more warnings".formatted(distinct.size() - i));
        break;
      }
      fitting.addAll(lines);
      length += more;
    }
    return List.copyOf(fitting);
  }

  /** Warnings may begin or end in the same words, and a line that is there already is lost. */
  private static List<String> unlike(Set<String> others, String warning) {
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
