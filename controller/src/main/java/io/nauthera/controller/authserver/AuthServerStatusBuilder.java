package io.nauthera.controller.authserver;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.text.Names;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerStatus;
import io.nauthera.api.v1alpha1.AuthServerStatus.OrphanedClients;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.EventReason;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realm.Health;
import io.nauthera.controller.provisioning.RealmInventory;
import io.nauthera.controller.provisioning.RealmInventory.Complete;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import io.nauthera.controller.status.Happening;
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

  private static final int NAMED = 20;

  private final ClusterState cluster;
  private final Realms realms;
  private final String clusterUid;

  AuthServerStatusBuilder(ClusterState cluster, Realms realms, String clusterUid) {
    this.cluster = cluster;
    this.realms = realms;
    this.clusterUid = clusterUid;
  }

  AuthServerStatus build(AuthServer server, Instant now) {
    ServerName name = AuthServers.name(server);
    AuthServerStatus before = server.getStatus();
    List<Finding> findings;
    String version = before == null ? null : before.serverVersion();
    var orphans = before == null ? null : before.orphanedClients();
    Optional<String> fault = AuthServers.fault(server);
    if (fault.isPresent()) {
      findings =
          List.of(
              Finding.unreadable(fault.get(), "Its clients are denied until it can be read"),
              Finding.waitingFor(ConditionType.ACCEPTED, ConditionType.REACHABLE),
              Finding.waitingFor(ConditionType.ACCEPTED, ConditionType.AUTHORIZED));
      return status(server, findings, 0, version, orphans, now);
    }
    switch (realms.connect(AuthServerSettings.of(server))) {
      case NotConnected why -> findings = findings(why);
      case Connected connection -> {
        Health health = connection.realm().health();
        findings = findings(health, connection.realm());
        version = health.serverVersion() == null ? version : health.serverVersion();
        if (connection.inventory().state() instanceof Complete) {
          orphans = orphans(connection.inventory());
        }
      }
    }
    return status(server, findings, policies(name), version, orphans, now);
  }

  private AuthServerStatus status(
      AuthServer server,
      List<Finding> findings,
      int policies,
      @Nullable String version,
      @Nullable OrphanedClients orphans,
      Instant now) {
    AuthServerStatus before = server.getStatus();
    Long generation = server.getMetadata().getGeneration();
    return new AuthServerStatus(
        generation,
        Conditions.merge(
            before == null ? null : before.conditions(), findings, READY, generation, now),
        cluster.index().clientsOf(AuthServers.name(server)).size(),
        policies,
        version,
        ungoverned(AuthServers.name(server)),
        orphans);
  }

  private int ungoverned(ServerName server) {
    return (int)
        cluster.index().clientsOf(server).stream()
            .flatMap(client -> cluster.client(client.name()).stream())
            .filter(AuthServerStatusBuilder::isUngoverned)
            .count();
  }

  private static boolean isUngoverned(AuthClient client) {
    var status = client.getStatus();
    return status != null
        && Conditions.find(status.conditions(), ConditionType.ACCEPTED)
            .filter(accepted -> accepted.reason().equals(Reason.UNGOVERNED.toString()))
            .isPresent();
  }

  /** What a change of the status means beside the conditions. */
  static List<Happening> happenings(@Nullable AuthServerStatus before, AuthServerStatus after) {
    OrphanedClients orphans = after.orphanedClients();
    return orphans == null || (before != null && orphans.equals(before.orphanedClients()))
        ? List.of()
        : List.of(
            new Happening(
                EventReason.ORPHANS_FOUND,
                "the realm has %d %s of this cluster that no AuthClient has: %s"
                    .formatted(
                        orphans.count(),
                        orphans.count() == 1 ? "client" : "clients",
                        Names.ofTotal(orphans.count(), orphans.clientIds()))));
  }

  /** The clients of this cluster that no AuthClient has; null if there are none. */
  private @Nullable OrphanedClients orphans(RealmInventory inventory) {
    List<String> orphans =
        inventory.all().stream()
            .filter(this::isOrphan)
            .map(RegisteredClient::clientId)
            .sorted()
            .toList();
    return orphans.isEmpty()
        ? null
        : new OrphanedClients(orphans.size(), orphans.stream().limit(NAMED).toList());
  }

  private boolean isOrphan(RegisteredClient client) {
    Owner owner = client.owner();
    return owner != null
        && owner.cluster().equals(clusterUid)
        && cluster
            .client(owner.name())
            .filter(known ->
                known.getSpec() == null || AuthClients.clientId(known).equals(client.clientId()))
            .isEmpty();
  }

  private static List<Finding> findings(NotConnected why) {
    Reason reason = UnavailableReasons.of(why.obstacle());
    return switch (why.obstacle()) {
      case LOOPBACK_HTTP_NOT_ALLOWED ->
          List.of(
              Finding.fails(ConditionType.REACHABLE, reason, why.detail()),
              Finding.waitingFor(ConditionType.REACHABLE, ConditionType.AUTHORIZED));
      case CREDENTIALS_NOT_LABELED,
          CREDENTIALS_MISSING,
          CREDENTIALS_UNREADABLE,
          CERTIFICATE_AUTHORITY_UNREADABLE ->
          List.of(
              Finding.waitingFor(ConditionType.AUTHORIZED, ConditionType.REACHABLE),
              Finding.fails(ConditionType.AUTHORIZED, reason, why.detail()));
    };
  }

  /** While no client changes, nothing else asks for the endpoints: a change wakes the clients. */
  private static List<Finding> findings(Health health, Realm realm) {
    return health
        .problem()
        .map(AuthServerStatusBuilder::findings)
        .orElseGet(() ->
            realm.endpoints() instanceof DiscoveryFailed(var detail)
                ? List.of(
                    Finding.fails(
                        ConditionType.REACHABLE,
                        Reason.DISCOVERY_FAILED,
                        "the endpoints of the issuer cannot be discovered: " + detail),
                    AUTHORIZED)
                : List.of(reachable(health.missingScopes()), AUTHORIZED));
  }

  private static Finding reachable(List<String> missingScopes) {
    return missingScopes.isEmpty()
        ? REACHABLE
        : Finding.holds(
            ConditionType.REACHABLE,
            Reason.REACHABLE,
            "the server responds, but the realm has no client scope %s: clients work without it, and their tokens lack what it adds; only an administrator of Keycloak can restore it"
                .formatted(String.join(", ", missingScopes)));
  }

  private static List<Finding> findings(Unavailable problem) {
    Reason reason = UnavailableReasons.of(problem.cause());
    return switch (problem.cause()) {
      case CREDENTIALS_REJECTED, FORBIDDEN ->
          List.of(REACHABLE, Finding.fails(ConditionType.AUTHORIZED, reason, problem.detail()));
      case UNREACHABLE, REALM_MISSING, OVERLOADED, FAILED ->
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
