package io.nauthera.api.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A setting that policies impose differently on one client, so that no value is right; printed as
 * what they impose and who does. {@code settings} is its plural.
 */
public record Conflict(String settings, String claims, List<PolicyName> policies)
    implements Comparable<Conflict> {
  private static final Comparator<Conflict> ORDER =
      Comparator.comparing(Conflict::settings).thenComparing(Conflict::claims);

  public Conflict {
    policies = List.copyOf(policies);
  }

  static Optional<Conflict> over(String settings, Imposed<?> imposed) {
    if (!imposed.isContested()) {
      return Optional.empty();
    }
    String claims =
        imposed.all().entrySet().stream()
            .map(entry -> Messages.by(entry.getValue()) + ": " + entry.getKey())
            .collect(Collectors.joining("; "));
    return Optional.of(
        new Conflict(
            settings,
            claims,
            imposed.all().values().stream().flatMap(List::stream).sorted().toList()));
  }

  @Override
  public int compareTo(Conflict other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "different " + settings + " (" + claims + ")";
  }
}
