package io.nauthera.controller.authpolicy;

import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.ReadFault;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.text.Names;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicyStatus;
import io.nauthera.api.v1alpha1.AuthPolicyStatus.Rollout;
import io.nauthera.api.v1alpha1.AuthPolicyStatus.ViolatingClients;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.authpolicy.PolicyEvaluations.PolicyEvaluation;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.status.ClientFaults;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts the clients that a policy governs, those that violate it, and those that its generation is
 * applied to.
 */
final class AuthPolicyStatusBuilder {
  private static final int NAMED = 20;
  private static final int UNREADABLE_NAMED = 5;

  private final ClusterState cluster;
  private final PolicyEvaluations evaluations;

  AuthPolicyStatusBuilder(ClusterState cluster) {
    this.cluster = cluster;
    this.evaluations = new PolicyEvaluations(cluster);
  }

  /** How many clients the policy governs, which of them violate it, and how many are up to date. */
  private record Counts(
      int governed,
      int compliant,
      List<String> violating,
      int applied,
      List<ClientName> unreadable) {
    String progress() {
      String progress =
          "this generation is applied to %d of %d governed clients".formatted(applied, governed);
      return unreadable.isEmpty()
          ? progress
          : "%s; %d more cannot be read: %s"
              .formatted(progress, unreadable.size(), Names.first(UNREADABLE_NAMED, unreadable));
    }
  }

  AuthPolicyStatus build(AuthPolicy policy, Instant now) {
    Optional<String> fault = ReadFault.of(policy).flatMap(read -> AuthPolicies.fault(policy));
    if (fault.isPresent()) {
      return refused(
          policy,
          Finding.unreadable(
              fault.get(), "The clients that its selectors select are denied until it can be read"),
          now);
    }
    try {
      return valid(policy, AuthPolicies.targeted(policy), now);
    } catch (IllegalArgumentException | IllegalStateException e) {
      String message = String.valueOf(e.getMessage());
      return refused(policy, Finding.fails(ConditionType.ACCEPTED, Reason.INVALID, message), now);
    }
  }

  private static AuthPolicyStatus refused(AuthPolicy policy, Finding accepted, Instant now) {
    return status(
        policy,
        List.of(accepted),
        Stream.of(ConditionType.ENFORCEABLE, ConditionType.CONSISTENT)
            .map(type -> Finding.waitingFor(ConditionType.ACCEPTED, type))
            .toList(),
        new Counts(0, 0, List.of(), 0, List.of()),
        now);
  }

  private AuthPolicyStatus valid(AuthPolicy policy, TargetedPolicy targeted, Instant now) {
    PolicyName name = AuthPolicies.name(policy);
    Long generation = policy.getMetadata().getGeneration();
    PolicyEvaluation evaluation = evaluations.of(targeted);
    var counts =
        new Counts(
            evaluation.governed().size(),
            evaluation.compliant(),
            evaluation.violating(),
            (int)
                evaluation.governed().stream()
                    .filter(client -> isApplied(client, name, generation))
                    .count(),
            evaluation.unreadable());
    return status(
        policy,
        List.of(
            Finding.holds(ConditionType.ACCEPTED, Reason.VALID, "the policy is valid"),
            rollout(policy, counts)),
        List.of(
            EnforceableCondition.of(targeted.policy()),
            ConsistentCondition.of(evaluation.conflicts())),
        counts,
        now);
  }

  /** A rollout that was complete stays complete: clients that come later are not part of it. */
  private static Finding rollout(AuthPolicy policy, Counts counts) {
    return counts.applied() == counts.governed() || wasComplete(policy)
        ? Finding.holds(ConditionType.PROGRAMMED, Reason.ROLLED_OUT, counts.progress())
        : Finding.fails(ConditionType.PROGRAMMED, Reason.ROLLING_OUT, counts.progress());
  }

  private static boolean wasComplete(AuthPolicy policy) {
    var before = policy.getStatus();
    Long generation = policy.getMetadata().getGeneration();
    return before != null
        && Conditions.find(before.conditions(), ConditionType.PROGRAMMED)
            .filter(condition ->
                condition.status() == Condition.Status.True
                    && generation.equals(condition.observedGeneration()))
            .isPresent();
  }

  /** A policy is ready although {@code beside} may be false: the rest of it is applied. */
  private static AuthPolicyStatus status(
      AuthPolicy policy, List<Finding> findings, List<Finding> beside, Counts counts, Instant now) {
    Long generation = policy.getMetadata().getGeneration();
    var before = policy.getStatus();
    var previous = before == null ? null : before.conditions();
    var ready = Finding.holds(ConditionType.READY, Reason.ROLLED_OUT, counts.progress());
    var conditions =
        Stream.concat(
                Conditions.only(previous, beside, generation, now).stream(),
                Conditions.merge(previous, findings, ready, generation, now).stream())
            .toList();
    List<String> violating = counts.violating();
    return new AuthPolicyStatus(
        generation,
        conditions,
        counts.governed(),
        counts.compliant(),
        new ViolatingClients(violating.size(), violating.stream().limit(NAMED).toList()),
        new Rollout(generation, counts.applied(), counts.governed()));
  }

  /** Whether the client is provisioned or refused under this generation of the policy or later. */
  private boolean isApplied(ClientName name, PolicyName policy, Long generation) {
    AuthClientStatus status = cluster.client(name).map(AuthClient::getStatus).orElse(null);
    var policies = status == null ? null : status.governingPolicies();
    if (status == null || policies == null) {
      return false;
    }
    boolean isKnown =
        policies.stream()
            .anyMatch(known ->
                known.name().equals(policy.toString()) && known.generation() >= generation);
    return isKnown && isSettled(status);
  }

  /** A client that its server does not accept is settled too: the policy cannot change that. */
  private static boolean isSettled(AuthClientStatus status) {
    boolean isRefused =
        Conditions.isFalse(status.conditions(), ConditionType.ACCEPTED)
            && !AuthClients.isRegistered(status);
    return isRefused
        || Conditions.find(status.conditions(), ConditionType.PROGRAMMED)
            .filter(condition ->
                condition.status() == Condition.Status.True
                    || ClientFaults.contains(condition.reason()))
            .isPresent();
  }
}
