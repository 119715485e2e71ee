package io.nauthera.controller.authpolicy;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClientEvaluation.Governed;
import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.governance.UnreadableResourceException;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.controller.cluster.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Evaluates the clients of a policy once per change that matters: a rollout changes only the status
 * of clients, so it costs no further evaluations here.
 */
final class PolicyEvaluations {
  private final ClusterState cluster;
  private final PolicyEvaluator evaluator = new PolicyEvaluator(ServerProfile.KEYCLOAK);
  private final ConcurrentMap<PolicyName, Cached> cache = new ConcurrentHashMap<>();

  PolicyEvaluations(ClusterState cluster) {
    this.cluster = cluster;
  }

  private record Cached(long version, PolicyEvaluation evaluation) {}

  /**
   * What a policy means for its clients, without those that are being deleted.
   *
   * @param compliant how many violate nothing
   * @param violating names of the clients that violate this policy, whatever its enforcement is
   * @param conflicts each conflict that the policy is part of, with its clients
   */
  record PolicyEvaluation(
      List<ClientName> governed,
      List<ClientName> unreadable,
      int compliant,
      List<String> violating,
      SortedMap<Conflict, List<ClientName>> conflicts) {}

  PolicyEvaluation of(TargetedPolicy policy) {
    PolicyName name = policy.policy().name();
    long version = cluster.version();
    Cached known = cache.get(name);
    if (known != null && known.version() == version) {
      return known.evaluation();
    }
    PolicyEvaluation evaluation = evaluate(policy, name);
    cache.keySet().removeIf(other -> cluster.policy(other).isEmpty());
    cache.put(name, new Cached(version, evaluation));
    return evaluation;
  }

  private PolicyEvaluation evaluate(TargetedPolicy policy, PolicyName name) {
    List<ClientName> governed = new ArrayList<>();
    List<ClientName> unreadable = new ArrayList<>();
    List<String> violating = new ArrayList<>();
    SortedMap<Conflict, List<ClientName>> conflicts = new TreeMap<>();
    int compliant = 0;
    for (ClientName client : GovernedClients.of(cluster.index(), null, policy)) {
      Optional<KnownClient> known;
      try {
        known = cluster.index().client(client);
      } catch (UnreadableResourceException e) {
        unreadable.add(client);
        continue;
      }
      if (known.isEmpty() || known.get().client().isTerminating()) {
        continue;
      }
      governed.add(client);
      if (ClientEvaluation.of(cluster.index(), known.get(), evaluator)
          instanceof Governed evaluated) {
        if (violates(evaluated, name)) {
          violating.add(client.toString());
        } else if (evaluated.violations().isEmpty()) {
          compliant++;
        }
        conflicts(evaluated, name)
            .forEach(conflict ->
                conflicts.computeIfAbsent(conflict, c -> new ArrayList<>()).add(client));
      }
    }
    return new PolicyEvaluation(governed, unreadable, compliant, violating, conflicts);
  }

  private static boolean violates(Governed client, PolicyName policy) {
    Decision decision = client.byPolicies();
    return Stream.of(decision.violations(), decision.warnings(), decision.audited())
        .flatMap(List::stream)
        .anyMatch(violation -> violation.policies().contains(policy));
  }

  private static List<Conflict> conflicts(Governed client, PolicyName policy) {
    return client.policies().enforced().conflicts().stream()
        .filter(conflict -> conflict.policies().contains(policy))
        .toList();
  }
}
