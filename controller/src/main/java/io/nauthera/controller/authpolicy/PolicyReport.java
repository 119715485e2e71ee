package io.nauthera.controller.authpolicy;

import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.governance.ScopedPolicy;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.ManifestIndex.KnownClient;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicyStatus;
import io.nauthera.api.v1alpha1.AuthPolicyStatus.Rollout;
import io.nauthera.api.v1alpha1.AuthPolicyStatus.ViolatingClients;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.Cluster;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom a policy governs, who of them complies, and how many are settled under its present
 * generation.
 */
final class PolicyReport {
  private static final int NAMED = 20;

  private final Cluster cluster;
  private final PolicyEvaluator evaluator = new PolicyEvaluator();

  PolicyReport(Cluster cluster) {
    this.cluster = cluster;
  }

  AuthPolicyStatus of(AuthPolicy policy, Instant now) {
    Long generation = policy.getMetadata().getGeneration();
    PolicyName name = AuthPolicies.name(policy);
    try {
      ScopedPolicy scoped = AuthPolicies.scoped(policy);
      Collection<ClientName> governed = GovernedClients.of(cluster.index(), null, scoped);
      List<String> violating =
          governed.stream()
              .filter(client -> violates(client, name))
              .map(ClientName::toString)
              .toList();
      int applied =
          (int) governed.stream().filter(client -> isSettled(client, name, generation)).count();
      List<Finding> findings = new ArrayList<>();
      findings.add(
          Finding.holds(ConditionType.ACCEPTED, Reason.VALID, "the policy can be judged by"));
      findings.add(rollout(applied, governed.size()));
      return status(
          policy,
          findings,
          Enforceability.of(policy.getSpec()),
          governed.size(),
          violating,
          applied,
          now);
    } catch (IllegalArgumentException | IllegalStateException e) {
      var finding =
          Finding.fails(ConditionType.ACCEPTED, Reason.INVALID, String.valueOf(e.getMessage()));
      return status(
          policy,
          List.of(finding),
          Finding.waits(ConditionType.ENFORCEABLE, "the policy is invalid"),
          0,
          List.of(),
          0,
          now);
    }
  }

  private static Finding rollout(int applied, int total) {
    String progress =
        "%d of %d governed clients are settled under this generation".formatted(applied, total);
    return applied == total
        ? Finding.holds(ConditionType.PROGRAMMED, Reason.ROLLED_OUT, progress)
        : Finding.fails(ConditionType.PROGRAMMED, Reason.ROLLING_OUT, progress);
  }

  /**
   * What the server cannot do is said, but does not keep a policy from being ready: the rest of it
   * is in force.
   */
  private static AuthPolicyStatus status(
      AuthPolicy policy,
      List<Finding> findings,
      Finding enforceable,
      int governed,
      List<String> violating,
      int applied,
      Instant now) {
    Long generation = policy.getMetadata().getGeneration();
    var before = policy.getStatus();
    var previous = before == null ? null : before.conditions();
    var ready =
        Finding.holds(
            ConditionType.READY, Reason.ROLLED_OUT, "in force for %d clients".formatted(governed));
    var conditions = Conditions.merge(previous, findings, ready, generation, now);
    var all =
        Stream.concat(
                Conditions.only(previous, List.of(enforceable), generation, now).stream(),
                conditions.stream())
            .toList();
    return new AuthPolicyStatus(
        generation,
        all,
        governed,
        governed - violating.size(),
        new ViolatingClients(violating.size(), violating.stream().limit(NAMED).toList()),
        new Rollout(generation, applied, governed));
  }

  private boolean violates(ClientName client, PolicyName policy) {
    return cluster.index().client(client).map(known -> violates(known, policy)).orElse(false);
  }

  private boolean violates(KnownClient known, PolicyName policy) {
    if (!(PolicyResolver.resolve(cluster.index(), known.client())
        instanceof Resolution.Governed governed)) {
      return false;
    }
    var decision = evaluator.evaluate(known.metadata(), governed.policies());
    return Stream.of(decision.violations(), decision.warnings(), decision.audited())
        .flatMap(List::stream)
        .map(Violation::policies)
        .anyMatch(policies -> policies.contains(policy));
  }

  /** Provisioned or refused, under this generation of the policy or a later one. */
  private boolean isSettled(ClientName name, PolicyName policy, Long generation) {
    AuthClientStatus status = cluster.client(name).map(AuthClient::getStatus).orElse(null);
    var policies = status == null ? null : status.governingPolicies();
    if (status == null || policies == null) {
      return false;
    }
    boolean knows =
        policies.stream()
            .anyMatch(known ->
                known.name().equals(policy.toString()) && known.generation() >= generation);
    boolean refused =
        Conditions.isFalse(status.conditions(), ConditionType.ACCEPTED)
            && status.clientId() == null;
    return knows && (refused || Conditions.isTrue(status.conditions(), ConditionType.PROGRAMMED));
  }
}
