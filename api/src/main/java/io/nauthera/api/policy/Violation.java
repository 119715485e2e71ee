package io.nauthera.api.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One thing that is not allowed. {@code field} is a Kubernetes field path, {@code value} the
 * offending value as written, {@code message} a sentence with the value, who forbids it and what
 * would be right; {@code policies} is empty where the baseline or a fixed rule forbids it.
 */
public record Violation(
    String field, Rule rule, String value, String message, List<PolicyName> policies)
    implements Comparable<Violation> {
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");
  private static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::sortableField)
          .thenComparing(Violation::rule)
          .thenComparing(Violation::message);

  public Violation {
    policies = List.copyOf(policies);
  }

  /** What makes two violations the same one before and after an edit that may have moved lines. */
  public Key key() {
    return new Key(INDEX.matcher(field).replaceAll("[]"), rule, value);
  }

  /** The same, as far as these policies forbid it. */
  Violation by(Set<PolicyName> some) {
    return new Violation(
        field, rule, value, message, policies.stream().filter(some::contains).toList());
  }

  /** Rule, field without its index, and value. */
  public record Key(String field, Rule rule, String value) {}

  @Override
  public int compareTo(Violation other) {
    return ORDER.compare(this, other);
  }

  private String sortableField() {
    return INDEX.matcher(field).replaceAll(Violation::padded);
  }

  private static String padded(MatchResult index) {
    return "[" + "0".repeat(Math.max(0, 9 - index.group(1).length())) + index.group(1) + "]";
  }

  @Override
  public String toString() {
    return field + ": " + message;
  }
}
