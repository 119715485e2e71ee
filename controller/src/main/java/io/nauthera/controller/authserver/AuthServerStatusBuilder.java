package io.nauthera.controller.authserver;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerStatus;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.Realm.Health;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import io.nauthera.controller.status.UnavailableReasons;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a realm for its health and counts what refers to its AuthServer. */
final class AuthServerStatusBuilder {
  private static final Finding READY =
      Finding.holds(ConditionType.READY, Reason.AVAILABLE, "clients can be registered");
  private static final Finding REACHABLE =
      Finding.holds(ConditionType.REACHABLE, Reason.REACHABLE, "the server responds");
  private static final Finding AUTHORIZED =
      Finding.holds(
          ConditionType.AUTHORIZED,
          Reason.AUTHORIZED,
          "the service account has the roles that it needs");

  private final ClusterState cluster;
  private final Realms realms;

  AuthServerStatusBuilder(ClusterState cluster, Realms realms) {
    this.cluster = cluster;
    this.realms = realms;
  }

  AuthServerStatus build(AuthServer server, Instant now) {
    ServerName name = AuthServers.name(server);
    AuthServerStatus before = server.getStatus();
    Long generation = server.getMetadata().getGeneration();
    List<Finding> findings;
    String version = before == null ? null : before.serverVersion();
    Optional<String> fault = AuthServers.fault(server);
    if (fault.isPresent()) {
      findings =
          List.of(
              Finding.unreadable(fault.get(), "Its clients are denied until it can be read"),
              Finding.waitingFor(ConditionType.ACCEPTED, ConditionType.REACHABLE),
              Finding.waitingFor(ConditionType.ACCEPTED, ConditionType.AUTHORIZED));
      return status(name, before, generation, findings, 0, version, now);
    }
    switch (realms.connect(AuthServerSettings.of(server))) {
      case NotConnected(var obstacle, var detail) ->
          findings =
              List.of(
                  Finding.waitingFor(ConditionType.AUTHORIZED, ConditionType.REACHABLE),
                  Finding.fails(ConditionType.AUTHORIZED, UnavailableReasons.of(obstacle), detail));
      case Connected(var realm) -> {
        Health health = realm.health();
        findings = findings(health.problem().orElse(null));
        version = health.serverVersion() == null ? version : health.serverVersion();
      }
    }
    return status(name, before, generation, findings, policies(name), version, now);
  }

  private AuthServerStatus status(
      ServerName name,
      @Nullable AuthServerStatus before,
      @Nullable Long generation,
      List<Finding> findings,
      int policies,
      @Nullable String version,
      Instant now) {
    return new AuthServerStatus(
        generation,
        Conditions.merge(
            before == null ? null : before.conditions(), findings, READY, generation, now),
        cluster.index().clientsOf(name).size(),
        policies,
        version);
  }

  private static List<Finding> findings(@Nullable Unavailable problem) {
    if (problem == null) {
      return List.of(REACHABLE, AUTHORIZED);
    }
    Reason reason = UnavailableReasons.of(problem.cause());
    return switch (problem.cause()) {
      case CREDENTIALS_REJECTED, FORBIDDEN ->
          List.of(REACHABLE, Finding.fails(ConditionType.AUTHORIZED, reason, problem.detail()));
      case UNREACHABLE, REALM_MISSING, OVERLOADED ->
          List.of(
              Finding.fails(ConditionType.REACHABLE, reason, problem.detail()),
              Finding.waitingFor(ConditionType.REACHABLE, ConditionType.AUTHORIZED));
    };
  }

  private int policies(ServerName name) {
    return (int)
        cluster.index().policiesIn(name.namespace()).stream()
            .filter(policy -> cluster.index().server(name).filter(policy::isSelectedBy).isPresent())
            .count();
  }
}
