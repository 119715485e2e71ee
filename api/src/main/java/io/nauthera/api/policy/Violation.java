package io.nauthera.api.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One thing that is not allowed. {@code field} is a Kubernetes field path, {@code value} the
 * offending value as written, {@code message} a sentence with the value, who forbids it and what
 * would be right; {@code policies} is empty where the baseline or a fixed rule forbids it.
 */
public record Violation(
    String field, RuleId rule, String value, String message, List<PolicyName> policies)
    implements Comparable<Violation> {
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");
  private static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::field, Violation::compareFields)
          .thenComparing(Violation::rule)
          .thenComparing(Violation::message);

  public Violation {
    policies = List.copyOf(policies);
  }

  /** What makes two violations the same one before and after an edit that may have moved lines. */
  public Key key() {
    return new Key(INDEX.matcher(field).replaceAll("[]"), rule, value);
  }

  public static Set<Key> keys(List<Violation> violations) {
    return violations.stream().map(Violation::key).collect(Collectors.toSet());
  }

  /** The same, as far as these policies forbid it. */
  Violation by(Set<PolicyName> some) {
    return new Violation(
        field, rule, value, message, policies.stream().filter(some::contains).toList());
  }

  /** Rule, field without its index, and value. */
  public record Key(String field, RuleId rule, String value) {}

  @Override
  public int compareTo(Violation other) {
    return ORDER.compare(this, other);
  }

  /** As text, but line 10 of a list comes after line 9. */
  private static int compareFields(String one, String other) {
    int same = 0;
    int shorter = Math.min(one.length(), other.length());
    while (same < shorter && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    int digits = Integer.compare(digitsFrom(one, same), digitsFrom(other, same));
    return digits == 0 ? one.compareTo(other) : digits;
  }

  private static int digitsFrom(String field, int start) {
    int end = start;
    while (end < field.length() && Character.isDigit(field.charAt(end))) {
      end++;
    }
    return end - start;
  }

  @Override
  public String toString() {
    return field + ": " + message;
  }
}
