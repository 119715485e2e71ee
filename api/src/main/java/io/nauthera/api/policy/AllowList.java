package io.nauthera.api.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values that every policy that sets the field must allow; where none does, the baseline applies.
 */
public final class AllowList<T extends Comparable<T>> {
  private final NavigableMap<PolicyName, Set<T>> byPolicy;

  /** What is allowed where no policy sets the field; null where everything is. */
  private final @Nullable Set<T> baseline;

  private AllowList(NavigableMap<PolicyName, Set<T>> byPolicy, @Nullable Set<T> baseline) {
    this.byPolicy = byPolicy;
    this.baseline = baseline;
  }

  /** A null baseline allows everything. */
  static <T extends Comparable<T>> AllowList<T> of(
      Collection<Policy> policies,
      Function<Policy, @Nullable Set<T>> allowed,
      @Nullable Set<T> baseline) {
    NavigableMap<PolicyName, Set<T>> byPolicy = new TreeMap<>();
    for (Policy policy : policies) {
      Set<T> values = allowed.apply(policy);
      if (values != null) {
        byPolicy.put(policy.name(), values);
      }
    }
    return new AllowList<>(byPolicy, baseline);
  }

  public boolean permits(T value) {
    return permitsWhere(values -> values.contains(value));
  }

  /** Whether each set of allowed values satisfies the predicate. */
  boolean permitsWhere(Predicate<Set<T>> accepts) {
    if (byPolicy.isEmpty()) {
      return baseline == null || accepts.test(baseline);
    }
    for (Set<T> values : byPolicy.values()) {
      if (!accepts.test(values)) {
        return false;
      }
    }
    return true;
  }

  /** Policies whose values do not satisfy the predicate; empty where the baseline applies. */
  List<PolicyName> refusers(Predicate<Set<T>> accepts) {
    return byPolicy.entrySet().stream()
        .filter(entry -> !accepts.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Policies that set the field and do not allow the value; empty where the baseline applies. */
  public List<PolicyName> refusing(T value) {
    return refusers(values -> values.contains(value));
  }

  /** Whether neither a policy nor the baseline limits the values. */
  public boolean isUnlimited() {
    return byPolicy.isEmpty() && baseline == null;
  }

  /** What each policy that sets the field allows; empty where the baseline applies. */
  public NavigableMap<PolicyName, Set<T>> byPolicy() {
    return Collections.unmodifiableNavigableMap(byPolicy);
  }

  /** What one policy allows, sorted. */
  Set<T> allowedBy(PolicyName policy) {
    return new TreeSet<>(byPolicy.getOrDefault(policy, Set.of()));
  }

  /** What all of them allow together, sorted; empty also where everything is allowed. */
  public Set<T> accepted() {
    if (byPolicy.isEmpty()) {
      return baseline == null ? new TreeSet<>() : new TreeSet<>(baseline);
    }
    Set<T> common = new TreeSet<>(byPolicy.firstEntry().getValue());
    byPolicy.values().forEach(common::retainAll);
    return common;
  }
}
