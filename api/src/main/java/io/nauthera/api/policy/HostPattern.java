package io.nauthera.api.policy;

import java.util.Locale;
import java.util.Set;

/**
 * An exact host, or {@code *.} before a host for exactly one leading label. Compared in lower case.
 */
public record HostPattern(String text) implements Comparable<HostPattern> {
  public HostPattern {
    text = text.toLowerCase(Locale.ROOT);
  }

  /** Whether one of the patterns matches: the host itself, or the wildcard above it. */
  static boolean anyMatches(Set<HostPattern> patterns, String host) {
    int dot = host.indexOf('.');
    return patterns.contains(new HostPattern(host))
        || (dot > 0 && patterns.contains(new HostPattern("*" + host.substring(dot))));
  }

  /** Whether the host has the pattern's domain, and not exactly one label before it. */
  boolean nearlyMatches(String host) {
    return text.startsWith("*.")
        && !anyMatches(Set.of(this), host)
        && (host.endsWith(text.substring(1)) || host.equals(text.substring(2)));
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
