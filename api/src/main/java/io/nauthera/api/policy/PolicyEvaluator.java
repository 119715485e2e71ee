package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import java.util.stream.Stream;

/** Asks every rule about a client and reports every violation. */
public final class PolicyEvaluator {
  private final ServerProfile server;
  private final List<PolicyRule> rules;

  public PolicyEvaluator(ServerProfile server) {
    this(server, rules(server));
  }

  PolicyEvaluator(ServerProfile server, List<PolicyRule> rules) {
    this.server = server;
    this.rules = List.copyOf(rules);
  }

  static List<PolicyRule> rules(ServerProfile server) {
    return List.of(
        new AllowedScopes(),
        new AllowedGrantTypes(),
        new AllowedAuthentication(),
        new RedirectUrisRequired(),
        new RedirectUriForm(server),
        new RedirectUriWildcard(),
        new RedirectUriScheme(),
        new RedirectUriHost(),
        new AllowedWebOrigins(server),
        new KeysRequired(),
        new UsableKeys(server),
        new ClientIdPrefix(server),
        new MaxLengths(server));
  }

  /** The server that clients are evaluated for. */
  public ServerProfile server() {
    return server;
  }

  public Decision evaluate(ClientMetadata client, PolicySet policies) {
    return new Decision(
        check(client, policies.enforced()).toList(),
        would(client, policies.warned()),
        would(client, policies.audited()));
  }

  /**
   * What is forbidden where no policy is known: client ids that others may need, and what no policy
   * can allow.
   */
  public List<Violation> withoutPolicies(ClientMetadata client) {
    return Stream.of(
            new ClientIdPrefix(server),
            new UsableKeys(server),
            new RedirectUriForm(server),
            new MaxLengths(server))
        .flatMap(rule -> rule.check(client, EffectivePolicy.of(List.of())))
        .toList();
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
