package io.nauthera.controller.authclient;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClientEvaluation.Governed;
import io.nauthera.api.governance.ClientEvaluation.NamespaceUnknown;
import io.nauthera.api.governance.ClientEvaluation.ServerMissing;
import io.nauthera.api.governance.ClientEvaluation.Ungoverned;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.UnreadableResourceException;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.provisioning.Realms.RealmSettings;
import io.nauthera.controller.status.Finding;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** First step: finds the AuthServer of a client and the policies that govern it. */
final class ResolveGovernance {
  private final ClusterState cluster;
  private final PolicyEvaluator evaluator = new PolicyEvaluator(ServerProfile.KEYCLOAK);

  ResolveGovernance(ClusterState cluster) {
    this.cluster = cluster;
  }

  /** What the references of a client lead to. */
  sealed interface Resolution {}

  /** The client is registered, and no policy governs it any more. */
  record NotGoverned(RealmSettings server) implements Resolution {}

  /**
   * What governs a client, and the decision. {@code named} gives the least generation of each
   * policy that was evaluated.
   */
  record Governance(RealmSettings server, Governed evaluation, List<GoverningPolicy> named)
      implements Resolution {}

  /** A policy that cannot be read may forbid anything, so nothing is provisioned until it can. */
  StepResult<Resolution> resolve(AuthClient client, boolean registered) {
    try {
      var unused = cluster.index().server(AuthClients.server(client));
    } catch (UnreadableResourceException e) {
      return blocked(Reason.AUTH_SERVER_UNREADABLE, String.valueOf(e.getMessage()));
    }
    try {
      return resolved(client, registered);
    } catch (IllegalStateException e) {
      return blocked(Reason.POLICY_UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private StepResult<Resolution> resolved(AuthClient client, boolean registered) {
    Map<PolicyName, Long> generations =
        cluster.policyGenerations(AuthClients.server(client).namespace());
    return switch (ClientEvaluation.of(cluster.index(), AuthClients.known(client), evaluator)) {
      case ServerMissing missing -> serverMissing(missing.server());
      case NamespaceUnknown unknown ->
          blocked(
              Reason.NAMESPACE_UNKNOWN,
              "the controller does not know namespace %s yet".formatted(unknown.namespace()));
      case Ungoverned ungoverned -> ungoverned(ungoverned.server().name(), registered);
      case Governed governed -> governed(governed, generations);
    };
  }

  /** A registered client that loses its last policy stays as it is. */
  private StepResult<Resolution> ungoverned(ServerName name, boolean registered) {
    if (!registered) {
      return blocked(
          Reason.NO_GOVERNING_POLICY,
          "no AuthPolicy in namespace %s governs this client: it is not registered until one does"
              .formatted(name.namespace()));
    }
    return cluster
        .server(name)
        .<StepResult<Resolution>>map(server ->
            new StepResult.Done<>(
                new NotGoverned(AuthServerSettings.of(server)),
                Finding.holds(
                    ConditionType.RESOLVED_REFS, Reason.RESOLVED, "AuthServer %s".formatted(name))))
        .orElseGet(() -> serverMissing(name));
  }

  private StepResult<Resolution> governed(Governed governed, Map<PolicyName, Long> generations) {
    ServerName name = governed.server().name();
    var server = cluster.server(name);
    if (server.isEmpty()) {
      return serverMissing(name);
    }
    List<GoverningPolicy> named =
        governed.governing().stream()
            .map(policy ->
                new GoverningPolicy(policy.toString(), generations.getOrDefault(policy, 0L)))
            .toList();
    return new StepResult.Done<>(
        new Governance(AuthServerSettings.of(server.get()), governed, named),
        Finding.holds(
            ConditionType.RESOLVED_REFS,
            Reason.RESOLVED,
            "AuthServer %s, governed by %s"
                .formatted(
                    name,
                    named.stream()
                        .map(GoverningPolicy::name)
                        .collect(Collectors.joining(", ", "AuthPolicy ", "")))));
  }

  private static StepResult<Resolution> serverMissing(ServerName server) {
    return blocked(Reason.AUTH_SERVER_NOT_FOUND, "AuthServer %s does not exist".formatted(server));
  }

  private static StepResult<Resolution> blocked(Reason reason, String message) {
    return new StepResult.Blocked<>(
        Finding.fails(ConditionType.RESOLVED_REFS, reason, message), LookAgain.SLOWLY);
  }
}
