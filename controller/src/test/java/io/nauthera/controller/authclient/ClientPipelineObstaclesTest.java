package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.RealmInventory.NotWalkedYet;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import io.nauthera.controller.status.Conditions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can keep a client from being provisioned, and what is kept then. */
class ClientPipelineObstaclesTest extends PipelineFixture {
  /** The desired client, without registering it. */
  private DesiredClient desired() {
    var elsewhere = new InMemoryRealm();
    var unused =
        new ClientPipeline(cluster, elsewhere, publisher, "cluster-1")
            .run(client(COMPLIANT), status -> {});
    publisher.reset();
    return elsewhere.clients().client(CLIENT_ID).orElseThrow();
  }

  @Test
  void clientId_ofAnother_isTakenAndNotRegistered() {
    DesiredClient other = desired();
    realm
        .clients()
        .putByHand(other, new Owner(other.owner().name(), "uid-app", "cluster-2"), "secret");
    var rival = client(COMPLIANT);
    rival.getMetadata().setUid("uid-new");

    AuthClientStatusBuilder result = run(rival);

    assertThat(condition(result, ConditionType.PROGRAMMED).message())
        .isEqualTo(
            "client ID team.app is used at the server by an AuthClient of the same namespace and name in another cluster and is not taken over");
    assertThat(result.build(NOW).registration()).isNull();
    assertThat(result.lookAgain()).contains(LookAgain.SLOWLY);
    assertThat(publisher.calls()).isZero();
  }

  @Test
  void client_rejected_saysWhy() {
    realm.clients().reject(new Rejected("no such flow"));

    AuthClientStatusBuilder result = run(client(COMPLIANT));

    assertThat(condition(result, ConditionType.PROGRAMMED).message()).isEqualTo("no such flow");
    assertThat(result.lookAgain()).contains(LookAgain.SLOWLY);
  }

  @Test
  void server_down_saysSoAndKeepsTheCredentialsPublished() {
    AuthClient client = registered("displayName: New, " + COMPLIANT);
    realm.clients().fail(new Unavailable(Cause.UNREACHABLE, "no answer"));
    publisher.reset();

    AuthClientStatusBuilder result = run(client);

    assertThat(condition(result, ConditionType.PROGRAMMED).reason()).isEqualTo("ServerUnavailable");
    assertThat(condition(result, ConditionType.CREDENTIALS_PUBLISHED).status())
        .isEqualTo(Status.True);
    assertThat(publisher.calls()).isEqualTo(1);
    assertThat(result.build(NOW).clientId()).isEqualTo(CLIENT_ID);
  }

  @Test
  void inventory_notKnownYet_leavesTheStatusAsItIs() {
    AuthClient client = registered(COMPLIANT);
    realm.inventory().remove(CLIENT_ID);
    realm.walked(new NotWalkedYet());

    AuthClientStatusBuilder result = run(client);

    assertThat(result.isKnown()).isFalse();
    assertThat(result.lookAgain()).isPresent();
  }

  @Test
  void realm_changed_nothingIsDone() {
    AuthClient client = registered(COMPLIANT);
    cluster.put(server("keycloak: {url: \"https://other.example.com\"}"));
    int before = realm.clients().calls().size();

    AuthClientStatusBuilder result = run(client);

    assertThat(realm.clients().calls()).hasSize(before);
    assertThat(condition(result, ConditionType.PROGRAMMED).message())
        .isEqualTo(
            "the client is registered in realm https://auth.example.com/realms/acme, and AuthServer security/main now names realm https://other.example.com/realms/acme: set the AuthServer back, or delete the AuthClient first");
  }

  @Test
  void connection_missing_isSaid() {
    realm.disconnect(new NotConnected(Obstacle.CREDENTIALS_MISSING, "Secret x does not exist"));

    AuthClientStatusBuilder result = run(client(COMPLIANT));

    assertThat(condition(result, ConditionType.PROGRAMMED).reason())
        .isEqualTo("CredentialsMissing");
    assertThat(result.lookAgain()).contains(LookAgain.SLOWLY);
  }

  @Test
  void discovery_failed_publishesNothing() {
    realm.discovery(new DiscoveryFailed("HTTP 502"));

    AuthClientStatusBuilder result = run(client(COMPLIANT));

    assertThat(publisher.calls()).isZero();
    assertThat(condition(result, ConditionType.PROGRAMMED).status()).isEqualTo(Status.True);
    assertThat(condition(result, ConditionType.CREDENTIALS_PUBLISHED).reason())
        .isEqualTo("DiscoveryFailed");
    assertThat(result.build(NOW).clientSecretRef()).isNull();
  }

  @Test
  void secret_ofAnotherOwner_isNotInTheStatus() {
    publisher.answer(new CredentialsPublisher.NotOwned("app-client-secret", false));

    AuthClientStatusBuilder result = run(client(COMPLIANT));

    AuthClientStatus status = result.build(NOW);
    assertThat(condition(result, ConditionType.CREDENTIALS_PUBLISHED).reason())
        .isEqualTo("SecretNotOwned");
    assertThat(status.clientSecretRef()).isNull();
    assertThat(result.lookAgain()).contains(LookAgain.SOON);
  }

  @Test
  void client_unreadable_saysSoAndStaysAsItIs() {
    AuthClient registered = registered(COMPLIANT);
    DesiredClient before = realm.clients().client(CLIENT_ID).orElseThrow();
    AuthClient client = client("scopes: 7");
    client.setStatus(registered.getStatus());

    AuthClientStatus status = run(client).build(NOW);

    Condition accepted = Conditions.find(status.conditions(), ConditionType.ACCEPTED).orElseThrow();
    assertThat(accepted.status()).isEqualTo(Condition.Status.False);
    assertThat(accepted.reason()).isEqualTo("Unreadable");
    assertThat(accepted.message())
        .isEqualTo(
            "AuthClient team/app cannot be read: spec.scopes: has a value of a type that this version of Nauthera does not support. The client at the server, if there is one, stays as it is: update Nauthera, or correct the field");
    assertThat(Conditions.isFalse(status.conditions(), ConditionType.READY)).isTrue();
    assertThat(status.clientId()).isEqualTo(CLIENT_ID);
    assertThat(realm.clients().client(CLIENT_ID)).contains(before);
  }

  @Test
  void client_ofAnUnreadableServer_isBlocked() {
    cluster.put(server("allowedNamespaces: {from: Some}"));

    AuthClientStatus status = run(client(COMPLIANT)).build(NOW);

    assertThat(Conditions.find(status.conditions(), ConditionType.RESOLVED_REFS).orElseThrow())
        .extracting(Condition::status, Condition::reason)
        .containsExactly(Condition.Status.False, "AuthServerUnreadable");
  }

  @Test
  void client_governedByAnUnreadablePolicy_isBlocked_butOthersAreNot() {
    cluster.put(policy("newer", "future: 1, clientSelector: {matchLabels: {tier: one}}"));
    AuthClient governed = client(COMPLIANT);
    governed.getMetadata().setLabels(Map.of("tier", "one"));

    assertThat(
            Conditions.find(run(governed).build(NOW).conditions(), ConditionType.RESOLVED_REFS)
                .orElseThrow()
                .reason())
        .isEqualTo("PolicyUnreadable");
    assertThat(
            Conditions.isTrue(
                run(client(COMPLIANT)).build(NOW).conditions(), ConditionType.RESOLVED_REFS))
        .isTrue();
  }
}
