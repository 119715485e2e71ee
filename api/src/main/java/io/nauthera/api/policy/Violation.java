package io.nauthera.api.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One thing that is not allowed. {@code value} is the offending value as written, {@code message} a
 * sentence with the value, who forbids it and what is allowed; {@code policies} is empty where the
 * baseline or a fixed rule forbids it.
 */
public record Violation(
    FieldPath field, RuleId rule, String value, String message, List<PolicyName> policies)
    implements Comparable<Violation> {
  private static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::field)
          .thenComparing(Violation::rule)
          .thenComparing(Violation::message);

  public Violation {
    policies = List.copyOf(policies);
  }

  /** Identifies a violation before and after an edit that may have moved entries of a list. */
  public Key key() {
    return new Key(field.withoutIndex(), rule, value);
  }

  public static Set<Key> keys(List<Violation> violations) {
    return violations.stream().map(Violation::key).collect(Collectors.toSet());
  }

  /** The same violation, with only those of its policies that are among the given ones. */
  Violation by(Set<PolicyName> some) {
    return new Violation(
        field, rule, value, message, policies.stream().filter(some::contains).toList());
  }

  /** Rule, field without its index, and value. */
  public record Key(FieldPath field, RuleId rule, String value) {}

  @Override
  public int compareTo(Violation other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return field + ": " + message;
  }
}
