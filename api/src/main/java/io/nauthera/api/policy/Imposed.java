package io.nauthera.api.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that policies impose, the strictest first, each with the policies that impose it. */
public final class Imposed<T> {
  private final NavigableMap<T, List<PolicyName>> byValue;

  private Imposed(NavigableMap<T, List<PolicyName>> byValue) {
    this.byValue = byValue;
  }

  static <T> Imposed<T> of(
      Collection<Policy> policies,
      Function<Policy, @Nullable T> value,
      Comparator<T> strictestFirst) {
    NavigableMap<T, List<PolicyName>> byValue = new TreeMap<>(strictestFirst);
    for (Policy policy : policies) {
      T imposed = value.apply(policy);
      if (imposed != null) {
        byValue.merge(
            imposed,
            List.of(policy.name()),
            (a, b) -> Stream.concat(a.stream(), b.stream()).sorted().toList());
      }
    }
    return new Imposed<>(byValue);
  }

  /** The strictest value. */
  public Optional<T> value() {
    return byValue.keySet().stream().findFirst();
  }

  /** The policies that impose the strictest value. */
  public List<PolicyName> imposedBy() {
    var strictest = byValue.firstEntry();
    return strictest == null ? List.of() : strictest.getValue();
  }

  /** Every policy that imposes a value, sorted. */
  List<PolicyName> policies() {
    return byValue.values().stream().flatMap(List::stream).sorted().toList();
  }

  /** Whether policies impose different values. */
  public boolean isContested() {
    return byValue.size() > 1;
  }

  /** Every value with the policies that impose it. */
  public NavigableMap<T, List<PolicyName>> all() {
    return byValue;
  }
}
