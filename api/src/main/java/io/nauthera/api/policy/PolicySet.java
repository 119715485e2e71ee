package io.nauthera.api.policy;

import io.nauthera.api.policy.Policy.Enforcement;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The policies that govern a client, divided by enforcement: policies that warn or audit never
 * change what is enforced.
 */
public record PolicySet(
    List<PolicyName> names, EffectivePolicy enforced, Trial warned, Trial audited) {

  public PolicySet {
    names = List.copyOf(names);
  }

  public static PolicySet of(Collection<Policy> policies) {
    EffectivePolicy enforced = only(Enforcement.ENFORCE, policies);
    return new PolicySet(
        policies.stream().map(Policy::name).sorted().toList(),
        enforced,
        Trial.of(only(Enforcement.WARN, policies), enforced),
        Trial.of(only(Enforcement.AUDIT, policies), enforced));
  }

  private static EffectivePolicy only(Enforcement enforcement, Collection<Policy> policies) {
    return EffectivePolicy.of(
        policies.stream().filter(p -> p.enforcement() == enforcement).toList());
  }

  /** How many policies it has merged, which is what its memory depends on. */
  public int merged() {
    return enforced.names().size() + warned.merged() + audited.merged();
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** Policies on trial, and the effective policy if they were enforced too. */
  record Trial(Set<PolicyName> names, EffectivePolicy ifEnforced) {
    private int merged() {
      return names.isEmpty() ? 0 : ifEnforced.names().size();
    }

    private static Trial of(EffectivePolicy these, EffectivePolicy enforced) {
      return these.names().isEmpty()
          ? new Trial(Set.of(), enforced)
          : new Trial(these.names(), enforced.merge(these));
    }
  }
}
