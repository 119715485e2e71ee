package io.nauthera.api.text;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists in messages, cut after a limit. */
public final class Names {
  private Names() {}

  /** The first values and how many more there are: {@code a, b and 3 more}. */
  public static String first(int limit, Collection<?> values) {
    return ofTotal(values.size(), values.stream().limit(limit).toList());
  }

  /** The same, where only the first values are known and how many there are in total. */
  public static String ofTotal(int total, Collection<?> first) {
    String shown = first.stream().map(Object::toString).collect(Collectors.joining(", "));
    int more = total - first.size();
    return more == 0 ? shown : shown + " and " + more + " more";
  }

  /**
   * The first sentences that fit into that many characters, at least one, and how many more there
   * are: {@code a; b; and 3 more}.
   */
  public static String fitting(int maxLength, Collection<?> sentences) {
    var shown = new StringBuilder();
    int count = 0;
    for (Object sentence : sentences) {
      String next = (count == 0 ? "" : "; ") + sentence;
      if (count > 0 && shown.length() + next.length() > maxLength) {
        break;
      }
      shown.append(next);
      count++;
    }
    int more = sentences.size() - count;
    return more == 0 ? shown.toString() : shown + "; and " + more + " more";
  }
}
