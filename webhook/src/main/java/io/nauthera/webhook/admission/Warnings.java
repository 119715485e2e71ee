package io.nauthera.webhook.admission;

import java.util.ArrayList;
import java.util.List;

/**
 * Warnings as the API server passes them on: it drops those with control characters, and all beyond
 * 4096 characters together; 120 each is what it advises (Kubernetes, "Dynamic Admission Control").
 */
final class Warnings {
  static final int MAX_EACH = 120;
  private static final int MAX_TOGETHER = 4000;

  private Warnings() {}

  static List<String> fit(List<String> warnings) {
    List<String> fitting = new ArrayList<>();
    int length = 0;
    List<String> distinct = warnings.stream().distinct().toList();
    for (String warning : distinct) {
      String line = cut(warning.replaceAll("\\p{Cc}+", " "));
      if (length + line.length() > MAX_TOGETHER - MAX_EACH) {
        fitting.add("… and %d more warnings".formatted(distinct.size() - fitting.size()));
        return fitting;
      }
      fitting.add(line);
      length += line.length();
    }
    return fitting;
  }

  private static String cut(String warning) {
    return warning.length() <= MAX_EACH ? warning : warning.substring(0, MAX_EACH - 1) + "…";
  }
}
