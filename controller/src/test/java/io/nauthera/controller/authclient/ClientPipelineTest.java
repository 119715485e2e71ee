package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.AuthClientStatus.Phase;
import io.nauthera.api.v1alpha1.AuthClientStatus.Registration;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.SecretRef;
import io.nauthera.controller.cluster.InMemoryClusterState;
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
import io.nauthera.controller.status.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The steps together, on a server and a cluster in memory. */
class ClientPipelineTest {
  private static final String COMPLIANT =
      "redirectUris: [\"https://app.example.com/cb\"], scopes: [openid]";
  private static final String VIOLATING =
      "redirectUris: [\"https://app.example.com/cb\"], scopes: [openid, admin]";
  private static final String CLIENT_ID = "team.app";
  private static final String REALM = "https://auth.example.com/realms/acme";

  private final InMemoryClusterState cluster =
      new InMemoryClusterState()
          .put(server(""))
          .put(policy("web", "allowedScopes: [openid]"))
          .putNamespace("team");
  private final InMemoryRealm realm = new InMemoryRealm();
  private final FakePublisher publisher = new FakePublisher();
  private final ClientPipeline pipeline =
      new ClientPipeline(cluster, realm, publisher, "cluster-1");
  private final List<AuthClientStatus> saved = new ArrayList<>();

  private AuthClientStatusBuilder run(AuthClient client) {
    cluster.put(client);
    return pipeline.run(client, saved::add);
  }

  /** As it is after it was registered, in this or an earlier life of the controller. */
  private AuthClient registered(String spec) {
    AuthClient client = client(spec);
    client.setStatus(run(client(COMPLIANT)).build(NOW));
    return client;
  }

  private static Condition condition(AuthClientStatusBuilder status, ConditionType type) {
    return Conditions.find(status.build(NOW).conditions(), type).orElseThrow();
  }

  @Test
  void client_new_isRegisteredAndPublished() {
    AuthClientStatusBuilder result = run(client(COMPLIANT));

    AuthClientStatus status = result.build(NOW);
    assertThat(Conditions.isTrue(status.conditions(), ConditionType.READY)).isTrue();
    assertThat(status.clientId()).isEqualTo(CLIENT_ID);
    assertThat(status.clientSecretRef()).isEqualTo(new SecretRef("app-client-secret"));
    assertThat(status.registration())
        .isEqualTo(
            new Registration(
                REALM, Phase.Registered, realm.clients().registered(CLIENT_ID).orElseThrow().id()));
    assertThat(result.lookAgain()).isEmpty();
    assertThat(result.happenings())
        .extracting(happening -> happening.reason().toString())
        .containsExactly("Registered");
  }

  @Test
  void registration_isSavedBeforeTheServerIsAsked() {
    pipeline.run(
        client(COMPLIANT),
        status -> {
          saved.add(status);
          assertThat(realm.clients().calls()).isEmpty();
        });

    assertThat(saved)
        .singleElement()
        .satisfies(status ->
            assertThat(status.registration())
                .isEqualTo(new Registration(REALM, Phase.Creating, null)));
  }

  @Test
  void client_violatingAndNew_isNotRegistered() {
    AuthClientStatusBuilder result = run(client(VIOLATING));

    assertThat(realm.clients().calls()).isEmpty();
    assertThat(saved).isEmpty();
    assertThat(condition(result, ConditionType.ACCEPTED).reason()).isEqualTo("PolicyViolation");
    assertThat(condition(result, ConditionType.PROGRAMMED).status()).isEqualTo(Status.Unknown);
    assertThat(result.build(NOW).registration()).isNull();
  }

  /** The controller stopped between the creation and its status. */
  @Test
  void client_registeredWithoutStatus_isStillRestricted() {
    cluster.put(policy("web", "allowedScopes: [openid, admin]"));
    var unused = run(client(VIOLATING));
    cluster.put(policy("web", "allowedScopes: [openid]"));

    AuthClientStatusBuilder result = run(client(VIOLATING));

    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().scopes()).containsExactly("openid");
    assertThat(condition(result, ConditionType.ACCEPTED).status()).isEqualTo(Status.False);
    assertThat(condition(result, ConditionType.PROGRAMMED).reason()).isEqualTo("Restricted");
  }

  @Test
  void client_asDesired_costsNoCall() {
    AuthClient client = registered(COMPLIANT);
    int before = realm.clients().calls().size();

    AuthClientStatusBuilder result = run(client);

    assertThat(realm.clients().calls()).hasSize(before);
    assertThat(result.build(NOW)).isEqualTo(client.getStatus());
    assertThat(result.happenings()).isEmpty();
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
  void lastPolicy_gone_keepsARegisteredClientAndSaysSo() {
    AuthClient client = registered(COMPLIANT);
    cluster.remove(policy("web", ""));
    int before = realm.clients().calls().size();

    AuthClientStatusBuilder result = run(client);

    assertThat(condition(result, ConditionType.RESOLVED_REFS).status()).isEqualTo(Status.True);
    assertThat(condition(result, ConditionType.ACCEPTED).reason()).isEqualTo("Ungoverned");
    assertThat(realm.clients().calls()).hasSize(before);
    assertThat(result.build(NOW).clientId()).isEqualTo(CLIENT_ID);
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
  void methods_contested_freezeOnlyTheMethod() {
    AuthClient client = registered(COMPLIANT);
    cluster
        .put(policy("basic", "clientAuthentication: {method: client_secret_jwt}"))
        .put(
            policy(
                "post", "enforcePKCE: true, clientAuthentication: {method: client_secret_post}"));

    AuthClientStatusBuilder result = run(client);

    DesiredClient at = realm.clients().client(CLIENT_ID).orElseThrow();
    assertThat(at.pkce()).isTrue();
    assertThat(at.enabled()).isTrue();
    assertThat(at.authentication()).hasToString("client_secret_basic");
    assertThat(condition(result, ConditionType.CONSISTENT).reason()).isEqualTo("PoliciesConflict");
  }

  @Test
  void change_atTheServer_isRepairedAndSaid() {
    AuthClient client = registered(COMPLIANT);
    DesiredClient own = realm.clients().client(CLIENT_ID).orElseThrow();
    var unused = run(client("displayName: Changed, " + COMPLIANT));
    realm.inventory().put(realm.clients().registered(CLIENT_ID).orElseThrow());

    AuthClientStatusBuilder result = run(client);

    assertThat(realm.clients().client(CLIENT_ID)).contains(own);
    assertThat(result.happenings())
        .extracting(Happening::note)
        .containsExactly("client team.app was changed at the server: set back settings");
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

  @Test
  void client_governed_namesPoliciesWithGeneration() {
    assertThat(run(client(COMPLIANT)).build(NOW).governingPolicies())
        .containsExactly(new GoverningPolicy("security/web", 3L));
  }

  @Test
  void scopes_missing_areCreatedUnlessTheAuthServerRefuses() {
    var unused = run(client(COMPLIANT));
    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().createMissingScopes()).isTrue();

    cluster.put(server("keycloak: {missingScopes: Refuse}"));
    var unusedToo = run(client("displayName: Other, " + COMPLIANT));
    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().createMissingScopes()).isFalse();
  }

  @Test
  void client_restricted_losesExactlyWhatIsForbidden() {
    AuthClientStatus status = run(registered(VIOLATING)).build(NOW);

    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().scopes())
        .isEqualTo(Set.of("openid"));
    assertThat(status.violations())
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.field()).isEqualTo("spec.scopes[1]");
          assertThat(violation.policies()).containsExactly("security/web");
        });
  }
}
