package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import java.util.stream.Stream;

/** The judge: asks every rule and reports all that is forbidden. */
public final class PolicyEvaluator {
  private static final List<PolicyRule> RULES =
      List.of(
          new AllowedScopes(),
          new AllowedGrantTypes(),
          new AllowedAuthentication(),
          new RedirectUrisRequired(),
          new RedirectUriForm(),
          new RedirectUriWildcard(),
          new RedirectUriScheme(),
          new RedirectUriHost(),
          new AllowedWebOrigins(),
          new ClientIdPrefix());

  private final List<PolicyRule> rules;

  public PolicyEvaluator() {
    this(RULES);
  }

  PolicyEvaluator(List<PolicyRule> rules) {
    this.rules = List.copyOf(rules);
  }

  static List<PolicyRule> rules() {
    return RULES;
  }

  public Decision evaluate(ClientMetadata client, PolicySet policies) {
    return new Decision(
        check(client, policies.enforced()).toList(),
        would(client, policies.warned()),
        would(client, policies.audited()));
  }

  private Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return rules.stream().flatMap(rule -> rule.check(client, policy));
  }

  /** What the policies on trial would forbid. */
  private List<Violation> would(ClientMetadata client, PolicySet.Trial trial) {
    if (trial.names().isEmpty()) {
      return List.of();
    }
    return check(client, trial.ifEnforced())
        .map(violation -> violation.by(trial.names()))
        .filter(violation -> !violation.policies().isEmpty())
        .toList();
  }
}
