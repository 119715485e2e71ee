package io.nauthera.api.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Allowed where every policy that sets the field sets it to true, and at least one does. */
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
   * The policies that decide: those that forbid or, where none does, those that allow; empty where
   * the baseline applies.
   */
  public List<PolicyName> decidedBy() {
    return granted() ? List.copyOf(byPolicy.keySet()) : refusers();
  }

  /** Policies that forbid; empty where the baseline does. */
  List<PolicyName> refusers() {
    return byPolicy.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }
}
