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
  private static final String CONTINUED = "… ";

  private Warnings() {}

  /** Long ones go on in further lines; of what is too much together only the number is left. */
  static List<String> fit(List<String> warnings) {
    List<String> fitting = new ArrayList<>();
    int length = 0;
    List<String> distinct = warnings.stream().distinct().toList();
    for (int i = 0; i < distinct.size(); i++) {
      List<String> lines = wrapped(distinct.get(i).replaceAll("\\p{Cc}+", " "));
      int more = lines.stream().mapToInt(String::length).sum();
      if (length + more > MAX_TOGETHER - MAX_EACH) {
        fitting.add("… and %d more warnings".formatted(distinct.size() - i));
        return fitting;
      }
      fitting.addAll(lines);
      length += more;
    }
    return fitting;
  }

  private static List<String> wrapped(String warning) {
    List<String> lines = new ArrayList<>();
    String rest = warning;
    while (rest.length() > MAX_EACH) {
      int space = rest.lastIndexOf(' ', MAX_EACH);
      int end = space > CONTINUED.length() ? space : MAX_EACH;
      lines.add(rest.substring(0, end));
      rest = CONTINUED + rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
