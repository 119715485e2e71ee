package io.nauthera.api.text;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists in messages: separated by commas and cut after a limit. */
public final class Names {
  private Names() {}

  /** The first values and how many more there are: {@code a, b and 3 more}. */
  public static String first(int limit, Collection<?> values) {
    String shown =
        values.stream().limit(limit).map(Object::toString).collect(Collectors.joining(", "));
    return values.size() <= limit ? shown : shown + " and " + (values.size() - limit) + " more";
  }
}
