package io.nauthera.api.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that is allowed only where a policy says so and none that speaks of it says no. */
public final class Permission {
  private final NavigableMap<PolicyName, Boolean> byPolicy;

  private Permission(NavigableMap<PolicyName, Boolean> byPolicy) {
    this.byPolicy = byPolicy;
  }

  static Permission of(Collection<Policy> policies, Function<Policy, @Nullable Boolean> says) {
    NavigableMap<PolicyName, Boolean> byPolicy = new TreeMap<>();
    for (Policy policy : policies) {
      Boolean answer = says.apply(policy);
      if (answer != null) {
        byPolicy.put(policy.name(), answer);
      }
    }
    return new Permission(byPolicy);
  }

  public boolean granted() {
    return !byPolicy.isEmpty() && !byPolicy.containsValue(false);
  }

  /**
   * Who decides: those that say no or, where nobody does, all that say yes; empty for the baseline.
   */
  public List<PolicyName> decidedBy() {
    return granted() ? List.copyOf(byPolicy.keySet()) : refusers();
  }

  /** Policies that say no; empty where the baseline does. */
  List<PolicyName> refusers() {
    return byPolicy.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }
}
