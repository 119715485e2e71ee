package io.nauthera.controller.authpolicy;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClientEvaluation.Governed;
import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.governance.UnreadableResourceException;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.ReadFault;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.text.Names;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts the clients that a policy governs, those that violate it, and those that its generation is
 * applied to.
 */
final class AuthPolicyStatusBuilder {
  private static final int NAMED = 20;
  private static final int UNREADABLE_NAMED = 5;

  private final ClusterState cluster;
  private final PolicyEvaluator evaluator = new PolicyEvaluator(ServerProfile.KEYCLOAK);

  AuthPolicyStatusBuilder(ClusterState cluster) {
    this.cluster = cluster;
  }

  /** How many clients the policy governs, which of them violate it, and how many are up to date. */
  private record Counts(
      int governed, List<String> violating, int applied, List<ClientName> unreadable) {
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
        new Counts(0, List.of(), 0, List.of()),
        now);
  }

  private AuthPolicyStatus valid(AuthPolicy policy, TargetedPolicy targeted, Instant now) {
    PolicyName name = AuthPolicies.name(policy);
    Long generation = policy.getMetadata().getGeneration();
    Map<Boolean, List<ClientName>> selected =
        GovernedClients.of(cluster.index(), null, targeted).stream()
            .collect(Collectors.partitioningBy(this::canBeRead));
    List<ClientName> governed = selected.getOrDefault(true, List.of());
    List<Governed> evaluated = governed.stream().flatMap(this::evaluated).toList();
    var counts =
        new Counts(
            governed.size(),
            evaluated.stream()
                .filter(client -> violates(client, name))
                .map(client -> client.metadata().name().toString())
                .toList(),
            (int) governed.stream().filter(client -> isApplied(client, name, generation)).count(),
            selected.getOrDefault(false, List.of()));
    return status(
        policy,
        List.of(
            Finding.holds(ConditionType.ACCEPTED, Reason.VALID, "the policy is valid"),
            rollout(counts)),
        List.of(
            EnforceableCondition.of(targeted.policy()),
            ConsistentCondition.of(conflicts(evaluated, name))),
        counts,
        now);
  }

  private static Finding rollout(Counts counts) {
    return counts.applied() == counts.governed()
        ? Finding.holds(ConditionType.PROGRAMMED, Reason.ROLLED_OUT, counts.progress())
        : Finding.fails(ConditionType.PROGRAMMED, Reason.ROLLING_OUT, counts.progress());
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
        counts.governed() - violating.size(),
        new ViolatingClients(violating.size(), violating.stream().limit(NAMED).toList()),
        new Rollout(generation, counts.applied(), counts.governed()));
  }

  private boolean canBeRead(ClientName client) {
    try {
      return cluster.index().client(client).isPresent();
    } catch (UnreadableResourceException e) {
      return false;
    }
  }

  private Stream<Governed> evaluated(ClientName client) {
    return cluster.index().client(client).stream()
        .map(known -> ClientEvaluation.of(cluster.index(), known, evaluator))
        .filter(Governed.class::isInstance)
        .map(Governed.class::cast);
  }

  /** Whether the policy forbids something, whatever its enforcement is. */
  private static boolean violates(Governed client, PolicyName policy) {
    Decision decision = client.byPolicies();
    return Stream.of(decision.violations(), decision.warnings(), decision.audited())
        .flatMap(List::stream)
        .anyMatch(violation -> violation.policies().contains(policy));
  }

  private static SortedMap<Conflict, List<ClientName>> conflicts(
      List<Governed> clients, PolicyName policy) {
    SortedMap<Conflict, List<ClientName>> conflicts = new TreeMap<>();
    for (Governed client : clients) {
      client.policies().enforced().conflicts().stream()
          .filter(conflict -> conflict.policies().contains(policy))
          .forEach(conflict ->
              conflicts
                  .computeIfAbsent(conflict, c -> new ArrayList<>())
                  .add(client.metadata().name()));
    }
    return conflicts;
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
    boolean isRefused =
        Conditions.isFalse(status.conditions(), ConditionType.ACCEPTED)
            && status.clientId() == null;
    return isKnown
        && (isRefused || Conditions.isTrue(status.conditions(), ConditionType.PROGRAMMED));
  }
}
