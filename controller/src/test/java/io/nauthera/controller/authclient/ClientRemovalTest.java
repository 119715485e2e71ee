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
import io.nauthera.controller.provisioning.ClientRegistry.Cause;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
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
  private final ClientRemoval removal = new ClientRemoval(cluster, realm);

  private AuthClient registered(String spec) {
    AuthClient client = client(spec);
    cluster.put(client);
    client.setStatus(
        new ClientPipeline(cluster, realm, new FakePublisher()).run(client).build(NOW));
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

  @Test
  void client_registered_isRemoved() {
    AuthClient client = registered(REDIRECTS);

    assertThat(removal.remove(client)).isInstanceOf(Gone.class);
    assertThat(realm.clients().client(CLIENT_ID)).isEmpty();
  }

  @Test
  void client_retained_staysWithoutOwner() {
    AuthClient client = registered("deletionPolicy: Retain, " + REDIRECTS);

    assertThat(removal.remove(client)).isInstanceOf(Gone.class);
    assertThat(realm.clients().client(CLIENT_ID)).isPresent();
    // The next removal finds no mark of this owner, so it leaves the client alone as well.
    client.setSpec(client(REDIRECTS).getSpec());
    assertThat(removal.remove(client)).isInstanceOf(Gone.class);
    assertThat(realm.clients().client(CLIENT_ID)).isPresent();
  }

  @Test
  void client_neverRegistered_isGone() {
    assertThat(removal.remove(client(REDIRECTS))).isInstanceOf(Gone.class);
  }

  @Test
  void server_unavailable_keepsTheAuthClient() {
    AuthClient client = registered(REDIRECTS);
    realm.clients().fail(new Unavailable(Cause.UNREACHABLE, "no route"));

    assertPending(removal.remove(client), "RemovalPending", "no route");
    assertThat(realm.clients().client(CLIENT_ID)).isPresent();
  }

  @Test
  void connection_missing_keepsOnlyARegisteredClient() {
    AuthClient client = registered(REDIRECTS);
    realm.connection(new NotConnected(Obstacle.CREDENTIALS_MISSING, "Secret x does not exist"));

    assertPending(removal.remove(client), "CredentialsMissing", "Secret x does not exist");
    assertThat(removal.remove(client(REDIRECTS))).isInstanceOf(Gone.class);
  }

  @Test
  void authServer_missing_keepsOnlyARegisteredClient() {
    AuthClient client = registered(REDIRECTS);
    cluster.loseServer(SERVER);

    assertPending(
        removal.remove(client), "AuthServerNotFound", "AuthServer security/main does not exist");
    assertThat(removal.remove(client(REDIRECTS))).isInstanceOf(Gone.class);
  }

  @Test
  void annotation_toAbandon_leavesTheClientAtTheServer() {
    AuthClient client = registered(REDIRECTS);
    client.getMetadata().setAnnotations(Map.of(AuthApi.ABANDON_ANNOTATION, "true"));

    assertThat(removal.remove(client)).isInstanceOf(Gone.class);
    assertThat(realm.clients().client(CLIENT_ID)).isPresent();
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
    AuthClient client = unreadable(registered(REDIRECTS), "scopes: 7");

    assertThat(removal.remove(client)).isInstanceOf(Gone.class);
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
    assertThat(removal.remove(client)).isInstanceOf(Gone.class);
  }

  @Test
  void client_unreadableAndNeverRegistered_isDeletedAtOnce() {
    assertThat(removal.remove(client("deletionPolicy: Archive"))).isInstanceOf(Gone.class);
  }

  @Test
  void client_ofAnUnreadableServer_waits() {
    AuthClient client = registered(REDIRECTS);
    cluster.put(server("allowedNamespaces: {from: Some}"));

    assertPending(
        removal.remove(client),
        "AuthServerUnreadable",
        "AuthServer security/main cannot be read: spec.allowedNamespaces.from: \"Some\" is not supported by this version of Nauthera");
  }
}
