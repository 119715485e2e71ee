package io.nauthera.controller.authclient;

import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.PolicySet;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.Cluster;
import io.nauthera.controller.status.Finding;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** First step: which server is it, and who governs it? */
final class ResolveGovernance {
  private final Cluster cluster;

  ResolveGovernance(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Who governs a client; the generations are those that the policies are at least of. */
  record Governance(
      AuthServer server,
      PolicySet policies,
      List<Violation> refusals,
      List<GoverningPolicy> named) {}

  /** A policy that cannot be read may forbid anything, so it governs nobody until it is mended. */
  Step<Governance> of(AuthClient client) {
    try {
      return resolve(client);
    } catch (IllegalStateException e) {
      return stopped(Reason.POLICY_UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private Step<Governance> resolve(AuthClient client) {
    Map<PolicyName, Long> generations =
        cluster.policyGenerations(AuthClients.server(client).namespace());
    return switch (PolicyResolver.resolve(cluster.index(), AuthClients.client(client))) {
      case Resolution.ServerMissing missing ->
          stopped(
              Reason.AUTH_SERVER_NOT_FOUND,
              "AuthServer %s does not exist (yet)".formatted(missing.server()));
      case Resolution.NamespaceUnknown unknown ->
          stopped(
              Reason.NAMESPACE_UNKNOWN,
              "namespace %s is not known yet".formatted(unknown.namespace()));
      case Resolution.Ungoverned none ->
          stopped(
              Reason.NO_GOVERNING_POLICY,
              "no AuthPolicy governs this client: nothing is provisioned until one in namespace %s does"
                  .formatted(none.server().name().namespace()));
      case Resolution.Governed governed -> governed(governed, generations);
    };
  }

  private Step<Governance> governed(
      Resolution.Governed governed, Map<PolicyName, Long> generations) {
    var server = cluster.server(governed.server().name());
    if (server.isEmpty()) {
      return stopped(
          Reason.AUTH_SERVER_NOT_FOUND,
          "AuthServer %s is gone".formatted(governed.server().name()));
    }
    List<GoverningPolicy> named =
        governed.policies().names().stream()
            .map(name -> new GoverningPolicy(name.toString(), generations.getOrDefault(name, 0L)))
            .toList();
    String names = named.stream().map(GoverningPolicy::name).collect(Collectors.joining(", "));
    return new Step.Done<>(
        new Governance(server.get(), governed.policies(), governed.refusals(), named),
        Finding.holds(
            ConditionType.RESOLVED_REFS,
            Reason.RESOLVED,
            "AuthServer %s, governed by %s".formatted(governed.server().name(), names)));
  }

  private static Step<Governance> stopped(Reason reason, String message) {
    return new Step.Stopped<>(Finding.fails(ConditionType.RESOLVED_REFS, reason, message), false);
  }
}
