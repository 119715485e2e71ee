package io.nauthera.api.policy;

import io.nauthera.api.policy.Policy.Enforcement;
import java.util.Collection;
import java.util.List;

/**
 * The policies that govern a client, apart by what they do about it: what only warns or counts
 * never touches what is enforced.
 */
public record PolicySet(
    List<PolicyName> names,
    EffectivePolicy enforced,
    EffectivePolicy warned,
    EffectivePolicy audited) {
  public PolicySet {
    names = List.copyOf(names);
  }

  public static PolicySet of(Collection<Policy> policies) {
    return new PolicySet(
        policies.stream().map(Policy::name).sorted().toList(),
        only(Enforcement.ENFORCE, policies),
        only(Enforcement.WARN, policies),
        only(Enforcement.AUDIT, policies));
  }

  private static EffectivePolicy only(Enforcement enforcement, Collection<Policy> policies) {
    return EffectivePolicy.of(
        policies.stream().filter(p -> p.enforcement() == enforcement).toList());
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }
}
