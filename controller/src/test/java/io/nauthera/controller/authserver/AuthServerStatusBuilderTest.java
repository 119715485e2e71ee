package io.nauthera.controller.authserver;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerStatus;
import io.nauthera.api.v1alpha1.AuthServerStatus.OrphanedClients;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.EventReason;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.provisioning.DesiredClientDraft;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realm.Health;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import io.nauthera.controller.status.Happening;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthServerStatusBuilderTest {
  private final InMemoryClusterState cluster = new InMemoryClusterState();
  private final InMemoryRealm realm = new InMemoryRealm();
  private final AuthServer server = server("");

  private AuthServerStatus status() {
    cluster.put(server);
    return new AuthServerStatusBuilder(cluster, realm, "cluster-1").build(server, NOW);
  }

  private List<String> conditions() {
    return status().conditions().stream()
        .map(c -> c.type() + " " + c.status() + " " + c.reason() + ": " + c.message())
        .toList();
  }

  @Test
  void realm_healthy_isReady() {
    assertThat(conditions())
        .containsExactly(
            "Reachable True Reachable: the server responds",
            "Authorized True Authorized: the service account has the roles that it needs",
            "Ready True Available: clients can be registered");
  }

  @Test
  void realm_withoutScopesOfTheServer_isReadyAndSaysSo() {
    realm.health(new Health(null, null, List.of("acr", "basic")));

    assertThat(conditions())
        .containsExactly(
            "Reachable True Reachable: the server responds, but the realm has no client scope acr, basic: clients work without it, and their tokens lack what it adds; only an administrator of Keycloak can restore it",
            "Authorized True Authorized: the service account has the roles that it needs",
            "Ready True Available: clients can be registered");
  }

  /** Otherwise every client of a server that is ready would fail. */
  @Test
  void issuer_withoutUsableMetadata_isNotReady() {
    realm.discovery(new DiscoveryFailed("https://auth.example.com names another issuer"));

    assertThat(conditions())
        .containsExactly(
            "Reachable False DiscoveryFailed: the endpoints of the issuer cannot be discovered: https://auth.example.com names another issuer",
            "Authorized True Authorized: the service account has the roles that it needs",
            "Ready False DiscoveryFailed: the endpoints of the issuer cannot be discovered: https://auth.example.com names another issuer");
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, ServerUnavailable",
    "REALM_MISSING, RealmNotFound",
    "OVERLOADED, ServerOverloaded",
    "FAILED, ServerError"
  })
  void realm_notResponding_isNotReachable(Cause cause, String reason) {
    realm.health(new Health(new Unavailable(cause, "no answer"), null));

    assertThat(conditions())
        .containsExactly(
            "Reachable False " + reason + ": no answer",
            "Authorized Unknown Pending: waiting for Reachable",
            "Ready False " + reason + ": no answer");
  }

  @Test
  void loopbackHttp_notAllowed_isNotReachable() {
    realm.disconnect(new NotConnected(Obstacle.LOOPBACK_HTTP_NOT_ALLOWED, "uses http"));

    assertThat(conditions())
        .containsExactly(
            "Reachable False LoopbackHttpNotAllowed: uses http",
            "Authorized Unknown Pending: waiting for Reachable",
            "Ready False LoopbackHttpNotAllowed: uses http");
  }

  @ParameterizedTest
  @CsvSource({"CREDENTIALS_REJECTED, CredentialsRejected", "FORBIDDEN, MissingRole"})
  void realm_refusing_isReachableButNotAuthorized(Cause cause, String reason) {
    realm.health(new Health(new Unavailable(cause, "not allowed"), null));

    assertThat(conditions())
        .containsExactly(
            "Reachable True Reachable: the server responds",
            "Authorized False " + reason + ": not allowed",
            "Ready False " + reason + ": not allowed");
  }

  @Test
  void credentials_missing_areNotAuthorized() {
    realm.disconnect(new NotConnected(Obstacle.CREDENTIALS_MISSING, "Secret x does not exist"));

    assertThat(conditions())
        .containsExactly(
            "Reachable Unknown Pending: waiting for Authorized",
            "Authorized False CredentialsMissing: Secret x does not exist",
            "Ready False CredentialsMissing: Secret x does not exist");
  }

  @Test
  void version_unknown_keepsTheFormerOne() {
    server.setStatus(status());
    assertThat(server.getStatus().serverVersion()).isEqualTo("26.0");

    realm.health(new Health(new Unavailable(Cause.UNREACHABLE, "no answer"), null));
    assertThat(status().serverVersion()).isEqualTo("26.0");
    realm.health(new Health(null, "27.0"));
    assertThat(status().serverVersion()).isEqualTo("27.0");
  }

  @Test
  void clientsAndPolicies_areCounted() {
    cluster
        .put(policy("a", ""))
        .put(policy("b", ""))
        .put(client("one", "scopes: [openid]"))
        .put(client("two", "scopes: [openid]"))
        .put(client("three", "scopes: [openid]"));

    assertThat(status().clients()).isEqualTo(3);
    assertThat(status().policies()).isEqualTo(2);
  }

  @Test
  void clients_thatNoAuthClientHas_areNamed() {
    cluster.put(client("app", "scopes: [openid]"));
    register("team.app", new Owner(new ClientName("team", "app"), "uid-app", "cluster-1"));
    register("team.gone", new Owner(new ClientName("team", "gone"), "uid-x", "cluster-1"));
    register("team.far", new Owner(new ClientName("team", "far"), "uid-y", "cluster-2"));

    assertThat(status().orphanedClients()).isEqualTo(new OrphanedClients(1, List.of("team.gone")));
  }

  @Test
  void orphans_new_areAnEventThatNamesThem() {
    AuthServerStatus before = status();
    register("team.gone", new Owner(new ClientName("team", "gone"), "uid-x", "cluster-1"));
    AuthServerStatus after = status();

    assertThat(AuthServerStatusBuilder.happenings(before, after))
        .containsExactly(
            new Happening(
                EventReason.ORPHANS_FOUND,
                "the realm has 1 client of this cluster that no AuthClient has: team.gone"));
    assertThat(AuthServerStatusBuilder.happenings(after, after)).isEmpty();
    assertThat(AuthServerStatusBuilder.happenings(after, before)).isEmpty();
  }

  @Test
  void clients_thatNoPolicyGovernsAnyMore_areCounted() {
    AuthClient left = client("left", "scopes: [openid]");
    var ungoverned = Finding.fails(ConditionType.ACCEPTED, Reason.UNGOVERNED, "no policy");
    left.setStatus(
        new AuthClientStatus(
            1L,
            Conditions.only(null, List.of(ungoverned), 1L, NOW),
            null,
            "team.left",
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    cluster.put(left).put(client("app", "scopes: [openid]"));

    assertThat(status().ungovernedClients()).isEqualTo(1);
  }

  @Test
  void clients_allClaimed_areNotNamed() {
    assertThat(status().orphanedClients()).isNull();
  }

  private void register(String clientId, Owner owner) {
    var draft = new DesiredClientDraft(clientId, owner);
    realm.inventory().put(realm.clients().putByHand(draft.finished(), owner, "secret"));
  }

  @Test
  void server_unreadable_saysWhatCannotBeRead() {
    AuthServer newer = server("allowedNamespaces: {from: Some}");
    cluster.put(newer);
    assertThat(
            new AuthServerStatusBuilder(cluster, realm, "cluster-1")
                .build(newer, NOW).conditions().stream()
                    .map(c -> c.type() + " " + c.status() + " " + c.reason() + ": " + c.message()))
        .containsExactly(
            "Accepted False Unreadable: AuthServer security/main cannot be read: spec.allowedNamespaces.from: \"Some\" is not supported by this version of Nauthera. Its clients are denied until it can be read: update Nauthera, or correct the field",
            "Reachable Unknown Pending: waiting for Accepted",
            "Authorized Unknown Pending: waiting for Accepted",
            "Ready False Unreadable: AuthServer security/main cannot be read: spec.allowedNamespaces.from: \"Some\" is not supported by this version of Nauthera. Its clients are denied until it can be read: update Nauthera, or correct the field");
  }
}
