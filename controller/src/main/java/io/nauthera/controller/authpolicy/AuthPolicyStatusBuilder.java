package io.nauthera.controller.authpolicy;

import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicyStatus;
import io.nauthera.api.v1alpha1.AuthPolicyStatus.Rollout;
import io.nauthera.api.v1alpha1.AuthPolicyStatus.ViolatingClients;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Counts the clients that a policy governs, those that violate it, and those that its generation is
 * applied to.
 */
final class AuthPolicyStatusBuilder {
  private static final int NAMED = 20;

  private final ClusterState cluster;
  private final PolicyEvaluator evaluator = new PolicyEvaluator(ServerProfile.KEYCLOAK);

  AuthPolicyStatusBuilder(ClusterState cluster) {
    this.cluster = cluster;
  }

  AuthPolicyStatus build(AuthPolicy policy, Instant now) {
    Long generation = policy.getMetadata().getGeneration();
    PolicyName name = AuthPolicies.name(policy);
    try {
      TargetedPolicy targeted = AuthPolicies.targeted(policy);
      Collection<ClientName> governed = GovernedClients.of(cluster.index(), null, targeted);
      List<Evaluated> evaluated =
          governed.stream().map(this::evaluated).flatMap(Optional::stream).toList();
      List<String> violating =
          evaluated.stream()
              .filter(client -> client.violates(name))
              .map(client -> client.client().toString())
              .toList();
      int applied =
          (int) governed.stream().filter(client -> isSettled(client, name, generation)).count();
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.holds(ConditionType.ACCEPTED, Reason.VALID, "the policy is valid"));
      findings.add(rollout(applied, governed.size()));
      return status(
          policy,
          findings,
          List.of(
              EnforceableCondition.of(targeted.policy()),
              ConsistentCondition.of(conflicts(evaluated, name))),
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
          Stream.of(ConditionType.ENFORCEABLE, ConditionType.CONSISTENT)
              .map(type -> Finding.waitingFor(ConditionType.ACCEPTED, type))
              .toList(),
          0,
          List.of(),
          0,
          now);
    }
  }

  private static SortedMap<Conflict, List<ClientName>> conflicts(
      List<Evaluated> clients, PolicyName policy) {
    SortedMap<Conflict, List<ClientName>> conflicts = new TreeMap<>();
    for (Evaluated client : clients) {
      client.conflicts().stream()
          .filter(conflict -> conflict.policies().contains(policy))
          .forEach(conflict ->
              conflicts.computeIfAbsent(conflict, c -> new ArrayList<>()).add(client.client()));
    }
    return conflicts;
  }

  private static Finding rollout(int applied, int total) {
    String progress =
        "this generation is applied to %d of %d governed clients".formatted(applied, total);
    return applied == total
        ? Finding.holds(ConditionType.PROGRAMMED, Reason.ROLLED_OUT, progress)
        : Finding.fails(ConditionType.PROGRAMMED, Reason.ROLLING_OUT, progress);
  }

  /** A policy is ready although {@code beside} may be false: the rest of it is applied. */
  private static AuthPolicyStatus status(
      AuthPolicy policy,
      List<Finding> findings,
      List<Finding> beside,
      int governed,
      List<String> violating,
      int applied,
      Instant now) {
    Long generation = policy.getMetadata().getGeneration();
    var before = policy.getStatus();
    var previous = before == null ? null : before.conditions();
    var ready =
        Finding.holds(
            ConditionType.READY,
            Reason.ROLLED_OUT,
            "applied to %d governed clients".formatted(governed));
    var conditions = Conditions.merge(previous, findings, ready, generation, now);
    var all =
        Stream.concat(
                Conditions.only(previous, beside, generation, now).stream(), conditions.stream())
            .toList();
    return new AuthPolicyStatus(
        generation,
        all,
        governed,
        governed - violating.size(),
        new ViolatingClients(violating.size(), violating.stream().limit(NAMED).toList()),
        new Rollout(generation, applied, governed));
  }

  private Optional<Evaluated> evaluated(ClientName client) {
    return cluster
        .index()
        .client(client)
        .flatMap(known ->
            PolicyResolver.resolve(cluster.index(), known.client())
                    instanceof Resolution.Governed governed
                ? Optional.of(
                    new Evaluated(
                        client,
                        evaluator.evaluate(known.metadata(), governed.policies()),
                        governed.policies().enforced().conflicts()))
                : Optional.empty());
  }

  /** What all policies of a client together decide. */
  private record Evaluated(ClientName client, Decision decision, List<Conflict> conflicts) {
    boolean violates(PolicyName policy) {
      return Stream.of(decision.violations(), decision.warnings(), decision.audited())
          .flatMap(List::stream)
          .anyMatch(violation -> violation.policies().contains(policy));
    }
  }

  /**
   * Whether the client is provisioned or refused under this generation of the policy or a later.
   */
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
