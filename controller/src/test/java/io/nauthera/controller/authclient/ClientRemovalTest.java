package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.controller.authclient.ClientRemoval.Gone;
import io.nauthera.controller.authclient.ClientRemoval.Pending;
import io.nauthera.controller.authclient.ClientRemoval.Result;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Realm.Health;
import io.nauthera.controller.provisioning.RealmInventory.NotWalkedYet;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import io.nauthera.controller.status.Conditions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientRemovalTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/cb\"]";
  private static final String CLIENT_ID = "team.app";
  private static final AuthServer SERVER = server("");

  private final InMemoryClusterState cluster =
      new InMemoryClusterState().put(SERVER).put(policy("web", "")).putNamespace("team");
  private final InMemoryRealm realm = new InMemoryRealm();
  private final ClientRemoval removal = new ClientRemoval(cluster, realm, "cluster-1");

  private AuthClient registered(String spec) {
    AuthClient client = client(spec);
    cluster.put(client);
    client.setStatus(
        new ClientPipeline(cluster, realm, new FakePublisher(), "cluster-1")
            .run(client, status -> {})
            .build(NOW));
    return client;
  }

  private static void assertPending(Result result, String reason, String why) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Pending.class,
            pending -> {
              var conditions = pending.status().build(NOW).conditions();
              Condition programmed =
                  Conditions.find(conditions, ConditionType.PROGRAMMED).orElseThrow();
              assertThat(programmed.status()).isEqualTo(Condition.Status.False);
              assertThat(programmed.reason()).isEqualTo(reason);
              assertThat(programmed.message())
                  .isEqualTo(
                      "the client cannot be removed from the server: "
                          + why
                          + ". The controller retries. To delete the AuthClient and leave the client at the server, add the annotation auth.nauthera.io/abandon-remote-client=true");
              assertThat(Conditions.find(conditions, ConditionType.ACCEPTED).orElseThrow())
                  .extracting(Condition::status, Condition::message)
                  .containsExactly(Condition.Status.Unknown, "the AuthClient is being deleted");
            });
  }

  private static void assertGone(Result result, String event) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Gone.class,
            gone ->
                assertThat(gone.happening().map(happening -> happening.reason().toString()))
                    .hasValue(event));
  }

  private static void assertGoneInSilence(Result result) {
    assertThat(result)
        .isInstanceOfSatisfying(Gone.class, gone -> assertThat(gone.happening()).isEmpty());
  }

  @Test
  void client_registered_isRemoved() {
    assertGone(removal.remove(registered(REDIRECTS)), "Removed");
    assertThat(realm.clients().client(CLIENT_ID)).isEmpty();
    assertThat(realm.inventory().find(CLIENT_ID)).isEmpty();
  }

  @Test
  void client_retained_staysWithoutOwner() {
    AuthClient client = registered("deletionPolicy: Retain, " + REDIRECTS);

    assertGone(removal.remove(client), "Released");
    assertThat(realm.clients().registered(CLIENT_ID).orElseThrow().owner()).isNull();
  }

  @Test
  void client_withoutOurMarker_staysAndIsNamed() {
    AuthClient client = registered(REDIRECTS);
    var own = realm.clients().client(CLIENT_ID).orElseThrow();
    realm.clients().putByHand(own, null, "secret");

    assertGone(removal.remove(client), "NotOwned");
    assertThat(realm.clients().client(CLIENT_ID)).isPresent();
  }

  @Test
  void client_neverRegistered_isGoneWithoutACall() {
    realm.clients().fail(new Unavailable(Cause.UNREACHABLE, "no answer"));

    assertGoneInSilence(removal.remove(client(REDIRECTS)));
    assertThat(realm.clients().calls()).isEmpty();
  }

  /** The status was lost, e.g. in a backup. */
  @Test
  void client_knownOnlyToTheServer_isRemoved() {
    AuthClient client = registered(REDIRECTS);
    client.setStatus(null);

    assertGone(removal.remove(client), "Removed");
    assertThat(realm.clients().client(CLIENT_ID)).isEmpty();
  }

  @Test
  void client_removedByHand_isGone() {
    AuthClient client = registered(REDIRECTS);
    realm.clients().removeByHand(CLIENT_ID);

    assertGoneInSilence(removal.remove(client));
  }

  /** Keycloak answers with an empty list where the service account may not view a client. */
  @Test
  void client_thatTheServiceAccountMayNotSee_waits() {
    AuthClient client = registered(REDIRECTS);
    realm.clients().removeByHand(CLIENT_ID);
    realm.health(new Health(new Unavailable(Cause.FORBIDDEN, "needs manage-clients"), null));

    assertPending(removal.remove(client), "RemovalPending", "needs manage-clients");
  }

  @Test
  void server_unavailable_keepsTheAuthClient() {
    AuthClient client = registered(REDIRECTS);
    realm.clients().fail(new Unavailable(Cause.UNREACHABLE, "no answer"));

    assertPending(removal.remove(client), "RemovalPending", "no answer");
    assertThat(realm.clients().client(CLIENT_ID)).isPresent();
  }

  @Test
  void realm_missing_letsTheAuthClientGo() {
    AuthClient client = registered(REDIRECTS);
    realm.clients().fail(new Unavailable(Cause.REALM_MISSING, "realm acme does not exist"));

    assertGone(removal.remove(client), "Removed");
  }

  @Test
  void realm_changed_waits() {
    AuthClient client = registered(REDIRECTS);
    cluster.put(server("keycloak: {url: \"https://other.example.com\"}"));

    assertPending(
        removal.remove(client),
        "RealmChanged",
        "it is registered in realm https://auth.example.com/realms/acme, and AuthServer security/main now names realm https://other.example.com/realms/acme: set the AuthServer back");
  }

  @Test
  void connection_missing_keepsOnlyARegisteredClient() {
    AuthClient client = registered(REDIRECTS);
    realm.disconnect(new NotConnected(Obstacle.CREDENTIALS_MISSING, "Secret x does not exist"));

    assertPending(removal.remove(client), "CredentialsMissing", "Secret x does not exist");
    assertGoneInSilence(removal.remove(client(REDIRECTS)));
  }

  @Test
  void authServer_missing_keepsOnlyARegisteredClient() {
    AuthClient client = registered(REDIRECTS);
    cluster.loseServer(SERVER);

    assertPending(
        removal.remove(client),
        "AuthServerNotFound",
        "AuthServer security/main does not exist: create it and its credentials again");
    assertGoneInSilence(removal.remove(client(REDIRECTS)));
  }

  /** As when a namespace is deleted with all that it contains. */
  @Test
  void authServer_missing_isNotNeededWhileTheConnectionIsRemembered() {
    AuthClient client = registered(REDIRECTS);
    realm.remember(AuthServerSettings.of(SERVER));
    cluster.loseServer(SERVER);

    assertGone(removal.remove(client), "Removed");
    assertThat(realm.clients().client(CLIENT_ID)).isEmpty();
  }

  @Test
  void annotation_toAbandon_countsOnlyAfterTheRemovalFailed() {
    AuthClient client = registered(REDIRECTS);
    client.getMetadata().setAnnotations(Map.of(AuthApi.ABANDON_ANNOTATION, "true"));
    realm.clients().fail(new Unavailable(Cause.UNREACHABLE, "no answer"));

    assertThat(removal.remove(client))
        .isInstanceOfSatisfying(
            Gone.class,
            gone ->
                assertThat(gone.happening().orElseThrow().note())
                    .isEqualTo(
                        "client team.app was abandoned in realm https://auth.example.com/realms/acme: remove it there. It could not be removed: no answer"));

    realm.clients().recover();
    assertGone(removal.remove(client), "Removed");
    assertThat(realm.clients().client(CLIENT_ID)).isEmpty();
  }

  /** The controller stopped while it registered the client. */
  @Test
  void client_abandonedBeforeItsRegistrationWasComplete_isNamedWithItsOwnId() {
    AuthClient client = client("clientId: team.custom, " + REDIRECTS);
    client.setStatus(
        new AuthClientStatusBuilder(client)
            .registering("https://auth.example.com/realms/acme")
            .checkpoint());
    client.getMetadata().setAnnotations(Map.of(AuthApi.ABANDON_ANNOTATION, "true"));
    realm.clients().fail(new Unavailable(Cause.UNREACHABLE, "no answer"));

    assertThat(removal.remove(client))
        .isInstanceOfSatisfying(
            Gone.class,
            gone ->
                assertThat(gone.happening().orElseThrow().note())
                    .startsWith("client team.custom was abandoned"));
  }

  @Test
  void annotation_otherThanTrue_doesNotCount() {
    AuthClient client = registered(REDIRECTS);
    client.getMetadata().setAnnotations(Map.of(AuthApi.ABANDON_ANNOTATION, "false"));
    realm.clients().fail(new Unavailable(Cause.UNREACHABLE, "no answer"));

    assertPending(removal.remove(client), "RemovalPending", "no answer");
  }

  /** The walk through the realm takes a while after a start. */
  @Test
  void inventory_notKnownYet_doesNotMatterToARegisteredClient() {
    AuthClient client = registered(REDIRECTS);
    realm.inventory().remove(CLIENT_ID);
    realm.walked(new NotWalkedYet());

    assertGone(removal.remove(client), "Removed");
  }

  /** An AuthClient of the same name that has another uid continues with the client. */
  @Test
  void client_ofThePredecessor_isRemoved() {
    AuthClient client = registered(REDIRECTS);
    var own = realm.clients().client(CLIENT_ID).orElseThrow();
    Owner owner = own.owner();
    realm.clients().putByHand(own, new Owner(owner.name(), "earlier", owner.cluster()), "secret");

    assertGone(removal.remove(client), "Removed");
  }

  /** The same AuthClient, with a spec of a newer version. */
  private AuthClient unreadable(AuthClient registered, String spec) {
    AuthClient client = client(spec);
    client.setStatus(registered.getStatus());
    cluster.put(client);
    return client;
  }

  @Test
  void client_unreadableWhereTheRemovalDoesNotLook_isRemoved() {
    assertGone(removal.remove(unreadable(registered(REDIRECTS), "scopes: 7")), "Removed");
    assertThat(realm.clients().client(CLIENT_ID)).isEmpty();
  }

  /** It could say that the client must stay. */
  @Test
  void client_withUnreadableDeletionPolicy_waitsAndSaysWhatToDo() {
    AuthClient client = unreadable(registered(REDIRECTS), "deletionPolicy: Archive");

    assertPending(
        removal.remove(client),
        "Unreadable",
        "AuthClient team/app cannot be read: spec.deletionPolicy: \"Archive\" is not supported by this version of Nauthera");
    assertThat(realm.clients().client(CLIENT_ID)).isPresent();

    client.getMetadata().setAnnotations(Map.of(AuthApi.ABANDON_ANNOTATION, "true"));
    assertGone(removal.remove(client), "Abandoned");
  }

  @Test
  void client_unreadableAndNeverRegistered_isDeletedAtOnce() {
    assertGoneInSilence(removal.remove(client("deletionPolicy: Archive")));
  }

  @Test
  void client_ofAnUnreadableServer_isRemoved_unlessItsSpecIsMissing() {
    AuthClient client = registered(REDIRECTS);
    AuthServer unreadable = server("allowedNamespaces: {from: Some}");
    unreadable.setSpec(null);
    cluster.put(unreadable);

    assertPending(
        removal.remove(client),
        "AuthServerUnreadable",
        "AuthServer security/main cannot be read: spec.allowedNamespaces.from: \"Some\" is not supported by this version of Nauthera");
  }
}
