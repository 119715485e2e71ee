package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.SecretRef;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.provisioning.ClientRegistry.Cause;
import io.nauthera.controller.provisioning.ClientRegistry.Outcome;
import io.nauthera.controller.provisioning.ClientRegistry.Owner;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.status.Conditions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps together, on a server and a cluster in memory. */
class ClientPipelineTest {
  private static final String COMPLIANT =
      "redirectUris: [\"https://app.example.com/cb\"], scopes: [openid]";
  private static final String VIOLATING =
      "redirectUris: [\"https://app.example.com/cb\"], scopes: [openid, admin]";
  private static final String CLIENT_ID = "team.app";

  private final InMemoryClusterState cluster =
      new InMemoryClusterState()
          .put(server(""))
          .put(policy("web", "allowedScopes: [openid]"))
          .putNamespace("team");
  private final InMemoryRealm realm = new InMemoryRealm();
  private final FakePublisher publisher = new FakePublisher();
  private ClientPipeline pipeline;

  @BeforeEach
  void createPipeline() {
    pipeline = new ClientPipeline(cluster, realm, publisher);
  }

  /** What the server has when the pipeline runs. */
  enum AtServer {
    NOTHING,
    ANOTHER_VERSION,
    SAME,
    CLIENT_OF_ANOTHER_OWNER,
    REJECTION,
    OUTAGE
  }

  private void prepare(AtServer state, String spec) {
    switch (state) {
      case NOTHING -> {}
      case ANOTHER_VERSION -> run(registered(client("displayName: Old, " + spec)));
      case SAME -> run(registered(client(spec)));
      case CLIENT_OF_ANOTHER_OWNER -> {
        run(registered(client(spec)));
        DesiredClient own = realm.clients().client(CLIENT_ID).orElseThrow();
        var unused = realm.clients().remove(CLIENT_ID, own.owner());
        var unusedToo = realm.clients().ensure(ownedBy(new Owner("other", "app", "uid-x"), own));
      }
      case REJECTION -> realm.clients().reject(new Rejected("no such flow"));
      case OUTAGE -> realm.clients().fail(new Unavailable(Cause.UNREACHABLE, "no route"));
    }
  }

  private static DesiredClient ownedBy(Owner owner, DesiredClient client) {
    return new DesiredClient(
        client.clientId(),
        owner,
        client.displayName(),
        client.enabled(),
        client.grantTypes(),
        client.redirectUris(),
        client.postLogoutRedirectUris(),
        client.webOrigins(),
        client.scopes(),
        client.authentication(),
        client.pkce(),
        client.accessTokenLifetime(),
        client.refreshTokenLifetime(),
        client.jwksUri(),
        client.jwks(),
        client.createMissingScopes());
  }

  /** As it is after it was registered once. */
  private static AuthClient registered(AuthClient client) {
    client.setStatus(
        new AuthClientStatus(
            1L,
            List.of(),
            CLIENT_ID,
            "https://auth.example.com/realms/acme",
            new SecretRef("app-client-secret"),
            new SecretRef("app-client-secret"),
            null,
            null,
            null,
            null));
    return client;
  }

  private AuthClientStatusBuilder run(AuthClient client) {
    cluster.put(client);
    return pipeline.run(client);
  }

  private static Condition condition(AuthClientStatus status, ConditionType type) {
    return Conditions.find(status.conditions(), type).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // at server, registered, restricted | outcome, Programmed, reason, retry, client id in status
    "NOTHING,                 false, false, Created,     True,    Registered,        false, true",
    "ANOTHER_VERSION,         false, false, Updated,     True,    Registered,        false, true",
    "SAME,                    false, false, Unchanged,   True,    Registered,        false, true",
    "CLIENT_OF_ANOTHER_OWNER, false, false, Taken,       False,   ClientIdTaken,     true,  false",
    "REJECTION,               false, false, Rejected,    False,   RejectedByServer,  true,  false",
    "OUTAGE,                  false, false, Unavailable, False,   ServerUnavailable, true,  false",
    "NOTHING,                 true,  false, Created,     True,    Registered,        false, true",
    "ANOTHER_VERSION,         true,  false, Updated,     True,    Registered,        false, true",
    "SAME,                    true,  false, Unchanged,   True,    Registered,        false, true",
    "CLIENT_OF_ANOTHER_OWNER, true,  false, Taken,       False,   ClientIdTaken,     true,  true",
    "REJECTION,               true,  false, Rejected,    False,   RejectedByServer,  true,  true",
    "OUTAGE,                  true,  false, Unavailable, False,   ServerUnavailable, true,  true",
    "NOTHING,                 true,  true,  Created,     True,    Restricted,        false, true",
    "ANOTHER_VERSION,         true,  true,  Updated,     True,    Restricted,        false, true",
    "SAME,                    true,  true,  Unchanged,   True,    Restricted,        false, true",
    "CLIENT_OF_ANOTHER_OWNER, true,  true,  Taken,       False,   ClientIdTaken,     true,  true",
    "REJECTION,               true,  true,  Rejected,    False,   RejectedByServer,  true,  true",
    "OUTAGE,                  true,  true,  Unavailable, False,   ServerUnavailable, true,  true",
    "NOTHING,                 false, true,  ,            Unknown, Pending,           false, false",
    "ANOTHER_VERSION,         false, true,  ,            Unknown, Pending,           false, false",
    "SAME,                    false, true,  ,            Unknown, Pending,           false, false",
    "CLIENT_OF_ANOTHER_OWNER, false, true,  ,            Unknown, Pending,           false, false",
    "REJECTION,               false, true,  ,            Unknown, Pending,           false, false",
    "OUTAGE,                  false, true,  ,            Unknown, Pending,           false, false",
  })
  void client_anyOutcome_isInItsStatus(
      AtServer state,
      boolean registered,
      boolean restricted,
      String outcome,
      Status programmed,
      String reason,
      boolean retry,
      boolean hasClientId) {
    String spec = restricted ? VIOLATING : COMPLIANT;
    prepare(state, spec);
    int before = realm.clients().outcomes().size();

    AuthClientStatusBuilder result = run(registered ? registered(client(spec)) : client(spec));

    List<Outcome> outcomes = realm.clients().outcomes();
    AuthClientStatus status = result.build(NOW);
    assertThat(outcomes.stream().skip(before).map(answer -> answer.getClass().getSimpleName()))
        .isEqualTo(outcome == null ? List.of() : List.of(outcome));
    assertThat(condition(status, ConditionType.PROGRAMMED).status()).isEqualTo(programmed);
    assertThat(condition(status, ConditionType.PROGRAMMED).reason()).isEqualTo(reason);
    assertThat(condition(status, ConditionType.ACCEPTED).status())
        .isEqualTo(restricted ? Status.False : Status.True);
    assertThat(condition(status, ConditionType.CREDENTIALS_PUBLISHED).status())
        .isEqualTo(programmed == Status.True ? Status.True : Status.Unknown);
    assertThat(condition(status, ConditionType.READY).status())
        .isEqualTo(programmed == Status.True && !restricted ? Status.True : Status.False);
    assertThat(result.wantsRetry()).isEqualTo(retry);
    assertThat(status.clientId()).isEqualTo(hasClientId ? CLIENT_ID : null);
    assertThat(status.clientSecretRef())
        .isEqualTo(hasClientId ? new SecretRef("app-client-secret") : null);
  }

  @Test
  void client_restricted_losesExactlyWhatIsForbidden() {
    AuthClientStatus status = run(registered(client(VIOLATING))).build(NOW);

    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().scopes())
        .isEqualTo(Set.of("openid"));
    assertThat(status.violations())
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.field()).isEqualTo("spec.scopes[1]");
          assertThat(violation.policies()).containsExactly("security/web");
        });
  }

  @Test
  void client_governed_namesPoliciesWithGeneration() {
    assertThat(run(client(COMPLIANT)).build(NOW).governingPolicies())
        .containsExactly(new GoverningPolicy("security/web", 3L));
  }

  @Test
  void policies_conflict_leaveARegisteredClientAsItIs() {
    cluster
        .put(policy("basic", "clientAuthentication: {method: client_secret_basic}"))
        .put(policy("post", "clientAuthentication: {method: client_secret_post}"));

    AuthClientStatusBuilder result = run(registered(client(COMPLIANT)));

    assertThat(realm.clients().outcomes()).isEmpty();
    assertThat(result.wantsRetry()).isFalse();
    AuthClientStatus status = result.build(NOW);
    assertThat(condition(status, ConditionType.PROGRAMMED).reason()).isEqualTo("Pending");
    assertThat(condition(status, ConditionType.CONSISTENT).reason()).isEqualTo("PoliciesConflict");
    assertThat(status.clientId()).isEqualTo(CLIENT_ID);
  }

  @Test
  void scopes_missing_areCreatedUnlessTheAuthServerRefuses() {
    var unused = run(client(COMPLIANT));
    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().createMissingScopes()).isTrue();

    cluster.put(server("keycloak: {missingScopes: Refuse}"));
    var unusedToo = run(client(COMPLIANT));
    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().createMissingScopes()).isFalse();
  }

  /** Keycloak ignores a key without use. */
  @Test
  void jwks_given_publicMembersAreSentWithTheirUse() {
    var unused =
        run(
            client(
                """
                tokenEndpointAuthMethod: private_key_jwt,
                jwks: {keys: [{kty: OKP, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, crv: Ed25519},
                  {y: x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0, x: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU,
                  "x5t#S256": d, x5t: e, x5u: f, x5c: [g], use: sig, key_ops: [verify], kty: EC,
                  kid: h, crv: P-256, alg: ES256}]},
                """
                    + COMPLIANT));

    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().jwks())
        .isEqualTo(
            """
            {"keys":[{"crv":"Ed25519","kty":"OKP","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},\
            {"alg":"ES256","crv":"P-256","kid":"h","kty":"EC","use":"sig",\
            "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}\
            """);
  }

  /** Earlier versions of Nauthera accepted any key. */
  @Test
  void jwks_ofARegisteredClient_keepsWorkingWithoutPrivateMembersAndUnusableKeys() {
    AuthClient client =
        client(
            """
            tokenEndpointAuthMethod: private_key_jwt,
            jwks: {keys: [{kty: OKP, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, crv: Ed25519, d: private},
              {kty: oct, k: symmetric}]},
            """
                + COMPLIANT);

    AuthClientStatus status = run(registered(client)).build(NOW);

    DesiredClient sent = realm.clients().client(CLIENT_ID).orElseThrow();
    assertThat(sent.enabled()).isTrue();
    assertThat(sent.jwks())
        .isEqualTo(
            """
            {"keys":[{"crv":"Ed25519","kty":"OKP","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}\
            """);
    assertThat(status.violations()).hasSize(2);
    assertThat(status.toString()).doesNotContain("private\"", "symmetric\"", "11qYAY");
  }

  @Test
  void jwks_withoutKey_doesNotDisableARegisteredClientThatHasASecret() {
    AuthClient client = client("jwks: {keys: []}, " + COMPLIANT);
    var unused = run(registered(client));
    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().enabled()).isTrue();
  }

  @Test
  void jwks_private_ofANewClient_nothingIsRegistered() {
    AuthClient client =
        client(
            "jwks: {keys: [{kty: OKP, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, crv: Ed25519, d: private}]}, "
                + COMPLIANT);
    var unused = run(client);
    assertThat(realm.clients().client(CLIENT_ID)).isEmpty();
  }

  @Test
  void connection_missing_isProgrammedFalseAndRetried() {
    realm.connection(new NotConnected(Obstacle.CREDENTIALS_MISSING, "Secret x does not exist"));

    AuthClientStatusBuilder result = run(client(COMPLIANT));

    assertThat(condition(result.build(NOW), ConditionType.PROGRAMMED).reason())
        .isEqualTo("CredentialsMissing");
    assertThat(result.wantsRetry()).isTrue();
  }

  @Test
  void discovery_failed_publishesNothingAndIsRetried() {
    realm.discovery(new DiscoveryFailed("HTTP 502"));

    AuthClientStatusBuilder result = run(client(COMPLIANT));

    AuthClientStatus status = result.build(NOW);
    assertThat(publisher.calls()).isZero();
    assertThat(condition(status, ConditionType.PROGRAMMED).status()).isEqualTo(Status.True);
    assertThat(condition(status, ConditionType.CREDENTIALS_PUBLISHED).reason())
        .isEqualTo("DiscoveryFailed");
    assertThat(status.clientId()).isEqualTo(CLIENT_ID);
    assertThat(status.clientSecretRef()).isNull();
    assertThat(result.wantsRetry()).isTrue();
  }

  @Test
  void secret_ofAnotherOwner_isNotInTheStatus() {
    publisher.answer(new CredentialsPublisher.NotOwned("app-client-secret", false));

    AuthClientStatusBuilder result = run(client(COMPLIANT));

    AuthClientStatus status = result.build(NOW);
    assertThat(condition(status, ConditionType.CREDENTIALS_PUBLISHED).reason())
        .isEqualTo("SecretNotOwned");
    assertThat(status.clientSecretRef()).isNull();
    assertThat(result.wantsRetry()).isTrue();
  }

  @Test
  void client_unreadable_saysSoAndStaysAsItIs() {
    AuthClient registered = registered(client(COMPLIANT));
    run(registered);
    DesiredClient before = realm.clients().client(CLIENT_ID).orElseThrow();
    AuthClient client = client("scopes: 7");
    client.setStatus(registered.getStatus());
    cluster.put(client);

    AuthClientStatus status = pipeline.run(client).build(NOW);

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

    AuthClientStatus status = pipeline.run(client(COMPLIANT)).build(NOW);

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
            Conditions.find(
                    pipeline.run(governed).build(NOW).conditions(), ConditionType.RESOLVED_REFS)
                .orElseThrow()
                .reason())
        .isEqualTo("PolicyUnreadable");
    assertThat(
            Conditions.isTrue(
                pipeline.run(client(COMPLIANT)).build(NOW).conditions(),
                ConditionType.RESOLVED_REFS))
        .isTrue();
  }
}
