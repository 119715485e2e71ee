package io.nauthera.api.policy;

import java.util.Locale;

/**
 * A host exactly, or {@code *.} and a host for exactly one leading label. Compared in lower case.
 */
public record HostPattern(String text) implements Comparable<HostPattern> {
  public HostPattern {
    text = text.toLowerCase(Locale.ROOT);
  }

  public boolean matches(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (!text.startsWith("*.")) {
      return lower.equals(text);
    }
    int dot = lower.indexOf('.');
    return dot > 0 && lower.substring(dot).equals(text.substring(1));
  }

  @Override
  public int compareTo(HostPattern other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
