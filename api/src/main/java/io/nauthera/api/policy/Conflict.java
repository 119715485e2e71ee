package io.nauthera.api.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A setting that policies impose differently on one client; printed with what each policy imposes.
 * {@code settings} is the plural of its name.
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
    return Optional.of(new Conflict(settings, claims, imposed.policies()));
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
