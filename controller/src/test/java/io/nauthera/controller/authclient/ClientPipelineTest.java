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
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.SecretRef;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.credentials.PublishedSettings;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RealmInventory;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Happening;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The steps together, on a server and a cluster in memory. */
class ClientPipelineTest extends PipelineFixture {
  private static final String VIOLATING =
      "redirectUris: [\"https://app.example.com/cb\"], scopes: [openid, admin]";
  private static final String REALM = "https://auth.example.com/realms/acme";

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

  /** The client goes on working, so its application must keep the credentials. */
  @Test
  void lastPolicy_gone_stillRestoresTheSecret() {
    AuthClient client = registered(COMPLIANT);
    PublishedSettings before = publisher.published().orElseThrow();
    cluster.remove(policy("web", ""));
    publisher.reset();

    AuthClientStatusBuilder result = run(client);

    assertThat(publisher.calls()).isEqualTo(1);
    assertThat(publisher.published()).contains(before);
    assertThat(condition(result, ConditionType.CREDENTIALS_PUBLISHED).status())
        .isEqualTo(Status.True);
    assertThat(condition(result, ConditionType.READY).reason()).isEqualTo("Ungoverned");
    assertThat(result.build(NOW).clientSecretRef()).isEqualTo(new SecretRef("app-client-secret"));
  }

  /** After a start: what the status says stays, until the walk has found the client. */
  @Test
  void lastPolicy_gone_waitsForTheWalk() {
    AuthClient client = registered(COMPLIANT);
    cluster.remove(policy("web", ""));
    realm.walked(new RealmInventory.NotWalkedYet());

    assertThat(run(client).isKnown()).isFalse();
  }

  /** The connection is remembered as long as clients may have to be removed there. */
  @Test
  void server_missing_stillRestoresTheSecret() {
    AuthClient client = registered(COMPLIANT);
    realm.remember(AuthServerSettings.of(server("")));
    cluster.remove(server(""));
    publisher.reset();

    AuthClientStatusBuilder result = run(client);

    assertThat(publisher.calls()).isEqualTo(1);
    assertThat(condition(result, ConditionType.READY).reason()).isEqualTo("AuthServerNotFound");
    assertThat(condition(result, ConditionType.CREDENTIALS_PUBLISHED).status())
        .isEqualTo(Status.True);
  }

  @Test
  void lastPolicy_goneAndServerInAnotherRealm_publishesNothing() {
    AuthClient client = registered(COMPLIANT);
    cluster.remove(policy("web", ""));
    cluster.put(server("keycloak: {url: \"https://other.example.com\"}"));
    publisher.reset();

    var unused = run(client);

    assertThat(publisher.calls()).isZero();
  }

  /** docs/policy.md recommends it for an incident. */
  @Test
  void policy_thatAllowsNoGrantType_stopsTheClientUntilItIsDeleted() {
    AuthClient client = registered(COMPLIANT);
    String secret = realm.clients().registered(CLIENT_ID).orElseThrow().secret();
    cluster.put(policy("incident", "allowedGrantTypes: []"));

    AuthClientStatusBuilder stopped = run(client);

    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().enabled()).isFalse();
    assertThat(condition(stopped, ConditionType.PROGRAMMED).reason()).isEqualTo("Disabled");

    cluster.remove(policy("incident", ""));
    client.setStatus(stopped.build(NOW));
    var unused = run(client);

    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().enabled()).isTrue();
    assertThat(realm.clients().registered(CLIENT_ID).orElseThrow().secret()).isEqualTo(secret);
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
