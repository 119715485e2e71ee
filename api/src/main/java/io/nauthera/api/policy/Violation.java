package io.nauthera.api.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not allowed. {@code value} is the offending value as written, {@code message} a
 * sentence with the value, who forbids it and what is allowed; {@code policies} is empty where the
 * baseline or a fixed rule forbids it. The message is made when it is first asked for: a change of
 * a policy can have very many violations, of which only a few are shown.
 */
public final class Violation implements Comparable<Violation> {
  private static final Comparator<Violation> ORDER =
      Comparator.comparing(Violation::field)
          .thenComparing(Violation::rule)
          .thenComparing(Violation::value)
          .thenComparing(Violation::policies, Violation::compare)
          .thenComparing(Violation::message);

  private final FieldPath field;
  private final RuleId rule;
  private final String value;
  private final List<PolicyName> policies;
  private final Function<AllowedLists, String> sentence;

  /** Threads that ask at the same time make equal messages. */
  private @Nullable String message;

  private Violation(
      FieldPath field,
      RuleId rule,
      String value,
      Function<AllowedLists, String> sentence,
      List<PolicyName> policies) {
    this.field = field;
    this.rule = rule;
    this.value = value;
    this.policies = List.copyOf(policies);
    this.sentence = sentence;
  }

  /** {@code sentence} returns the same text each time. */
  public static Violation of(
      FieldPath field,
      RuleId rule,
      String value,
      Supplier<String> sentence,
      List<PolicyName> policies) {
    return new Violation(field, rule, value, lists -> sentence.get(), policies);
  }

  /** A violation whose message contains lists of what is allowed. */
  static Violation withLists(
      FieldPath field,
      RuleId rule,
      String value,
      Function<AllowedLists, String> sentence,
      List<PolicyName> policies) {
    return new Violation(field, rule, value, sentence, policies);
  }

  public FieldPath field() {
    return field;
  }

  public RuleId rule() {
    return rule;
  }

  public String value() {
    return value;
  }

  public List<PolicyName> policies() {
    return policies;
  }

  public String message() {
    String made = message;
    if (made == null) {
      made = sentence.apply(AllowedLists.IN_FULL);
      message = made;
    }
    return made;
  }

  /** The message as part of an answer, where each list is shown once. */
  public String messageWith(AllowedLists lists) {
    return sentence.apply(lists);
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
        field, rule, value, sentence, policies.stream().filter(some::contains).toList());
  }

  /** The same violation, reported by a rule that applies other rules. */
  Violation under(RuleId other) {
    return new Violation(field, other, value, sentence, policies);
  }

  /** Rule, field without its index, and value. */
  public record Key(FieldPath field, RuleId rule, String value) {}

  private static int compare(List<PolicyName> some, List<PolicyName> others) {
    for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
      int order = some.get(i).compareTo(others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(some.size(), others.size());
  }

  @Override
  public int compareTo(Violation other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Violation that
            && field.equals(that.field)
            && rule == that.rule
            && value.equals(that.value)
            && policies.equals(that.policies)
            && message().equals(that.message()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(field, rule, value, policies);
  }

  @Override
  public String toString() {
    return field + ": " + message();
  }
}
