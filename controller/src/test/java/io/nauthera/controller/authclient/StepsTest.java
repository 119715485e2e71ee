package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.controller.authclient.ProvisionClient.Provisioned;
import io.nauthera.controller.authclient.ResolveGovernance.Governance;
import io.nauthera.controller.authclient.StepResult.Blocked;
import io.nauthera.controller.authclient.StepResult.Done;
import io.nauthera.controller.authclient.StepResult.RetryLater;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.provisioning.ClientRegistry.Cause;
import io.nauthera.controller.provisioning.ClientRegistry.Owner;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.DesiredClients;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.status.Finding;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each step alone: what it returns, and the sentence of its condition. */
class StepsTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/cb\"]";
  private static final AuthServer SERVER = server("");

  private final InMemoryClusterState cluster = new InMemoryClusterState();
  private final InMemoryRealm realm = new InMemoryRealm();

  private StepResult<Governance> resolve(AuthClient client) {
    return new ResolveGovernance(cluster).resolve(client);
  }

  private Governance governance(AuthClient client) {
    cluster.put(SERVER).putNamespace("team").put(client);
    return ((Done<Governance>) resolve(client)).value();
  }

  private static void assertFinding(
      StepResult<?> result, Status status, String reason, String message) {
    Finding finding = result.finding();
    assertThat(finding.status()).isEqualTo(status);
    assertThat(finding.reason()).hasToString(reason);
    assertThat(finding.message()).isEqualTo(message);
  }

  @Nested
  class Resolve {
    @Test
    void server_missing_blocks() {
      StepResult<Governance> result = resolve(client(REDIRECTS));

      assertThat(result).isInstanceOf(Blocked.class);
      assertFinding(
          result, Status.False, "AuthServerNotFound", "AuthServer security/main does not exist");
    }

    @Test
    void server_onlyInTheIndex_blocks() {
      cluster.put(SERVER).put(policy("web", "")).putNamespace("team").loseServer(SERVER);
      StepResult<Governance> result = resolve(client(REDIRECTS));

      assertThat(result).isInstanceOf(Blocked.class);
      assertFinding(
          result, Status.False, "AuthServerNotFound", "AuthServer security/main does not exist");
    }

    @Test
    void namespace_unknown_blocks() {
      cluster.put(SERVER).put(policy("web", ""));
      StepResult<Governance> result = resolve(client(REDIRECTS));

      assertThat(result).isInstanceOf(Blocked.class);
      assertFinding(
          result,
          Status.False,
          "NamespaceUnknown",
          "the controller does not know namespace team yet");
    }

    @Test
    void policy_none_blocks() {
      cluster.put(SERVER).putNamespace("team");
      StepResult<Governance> result = resolve(client(REDIRECTS));

      assertThat(result).isInstanceOf(Blocked.class);
      assertFinding(
          result,
          Status.False,
          "NoGoverningPolicy",
          "no AuthPolicy in namespace security governs this client: it is not registered until one does");
    }

    @Test
    void policy_unreadable_blocks() {
      cluster.put(SERVER).put(policy("web", "allowedGrantTypes: [telepathy]")).putNamespace("team");
      StepResult<Governance> result = resolve(client(REDIRECTS));

      assertThat(result).isInstanceOf(Blocked.class);
      assertThat(result.finding().reason()).hasToString("PolicyUnreadable");
      assertThat(result.finding().message()).contains("AuthPolicy security/web", "telepathy");
    }

    @Test
    void policies_governing_areNamed() {
      cluster.put(SERVER).put(policy("web", "")).put(policy("api", "")).putNamespace("team");
      StepResult<Governance> result = resolve(client(REDIRECTS));

      assertThat(result).isInstanceOf(Done.class);
      assertFinding(
          result,
          Status.True,
          "Resolved",
          "AuthServer security/main, governed by AuthPolicy security/api, security/web");
    }
  }

  @Nested
  class Evaluate {
    private StepResult<RestrictedClient> evaluate(String spec, boolean registered) {
      return EvaluatePolicy.evaluate(governance(client(spec)).evaluation(), registered);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void client_compliant_goesOnAsItIs(boolean registered) {
      cluster.put(policy("web", ""));
      StepResult<RestrictedClient> result = evaluate(REDIRECTS, registered);

      assertThat(((Done<RestrictedClient>) result).value().usable()).isTrue();
      assertFinding(result, Status.True, "Compliant", "the governing policies allow this client");
    }

    @Test
    void client_violatingAndNew_isBlockedAndEveryViolationIsNamed() {
      cluster.put(policy("web", "allowedScopes: [openid]"));
      StepResult<RestrictedClient> result =
          evaluate("scopes: [admin, openid, write], " + REDIRECTS, false);

      assertThat(result).isInstanceOf(Blocked.class);
      assertThat(result.finding().reason()).hasToString("PolicyViolation");
      assertThat(result.finding().message().split("; spec"))
          .satisfiesExactly(
              first -> assertThat(first).startsWith("spec.scopes[0]: ").contains("\"admin\""),
              second -> assertThat(second).startsWith(".scopes[2]: ").contains("\"write\""));
    }

    @Test
    void client_violatingAndRegistered_goesOnWithTheRest() {
      cluster.put(policy("web", "allowedScopes: [openid]"));
      StepResult<RestrictedClient> result = evaluate("scopes: [admin, openid], " + REDIRECTS, true);

      RestrictedClient restricted = ((Done<RestrictedClient>) result).value();
      assertThat(restricted.metadata().givenScopes()).contains(List.of("openid"));
      assertThat(restricted.usable()).isTrue();
      assertThat(result.finding().status()).isEqualTo(Status.False);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void policies_inConflict_block(boolean registered) {
      cluster
          .put(policy("basic", "clientAuthentication: {method: client_secret_basic}"))
          .put(policy("post", "clientAuthentication: {method: client_secret_post}"));

      assertThat(evaluate(REDIRECTS, registered)).isInstanceOf(Blocked.class);
      assertThat(EvaluatePolicy.consistency(governance(client(REDIRECTS)).evaluation()))
          .satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Status.False);
            assertThat(finding.message())
                .isEqualTo(
                    "the governing policies impose different authentication methods (AuthPolicy security/basic: client_secret_basic; AuthPolicy security/post: client_secret_post): the policy owners must resolve the conflict");
          });
    }

    @Test
    void policies_withoutConflict_areConsistent() {
      cluster.put(policy("web", ""));

      Finding finding = EvaluatePolicy.consistency(governance(client(REDIRECTS)).evaluation());

      assertThat(finding.status()).isEqualTo(Status.True);
      assertThat(finding.message()).isEqualTo("the governing policies do not conflict");
    }
  }

  @Nested
  class Provision {
    private StepResult<Provisioned> provision(String spec, boolean restricted) {
      cluster.put(policy("web", "enforcePKCE: true"));
      Governance governance = governance(client(spec));
      DesiredClient desired =
          DesiredClients.from(
              new RestrictedClient(governance.evaluation().metadata(), !spec.isEmpty()),
              governance.evaluation().policies().enforced(),
              new Owner("team", "app", "uid-app"),
              null,
              true);
      return new ProvisionClient(realm)
          .provision(AuthServerSettings.of(SERVER), desired, restricted);
    }

    @Test
    void client_new_isRegistered() {
      StepResult<Provisioned> result = provision(REDIRECTS, false);

      assertThat(((Done<Provisioned>) result).value().client().clientId()).isEqualTo("team.app");
      assertThat(((Done<Provisioned>) result).value().realm()).isSameAs(realm);
      assertFinding(result, Status.True, "Registered", "client team.app is registered");
    }

    @Test
    void client_restricted_isSaid() {
      assertFinding(
          provision(REDIRECTS, true),
          Status.True,
          "Restricted",
          "client team.app is registered without what the policies forbid");
    }

    @Test
    void client_unusable_isDisabled() {
      assertFinding(
          provision("", true),
          Status.True,
          "Disabled",
          "client team.app is disabled at the server");
    }

    @Test
    void clientId_taken_isNotTakenOver() {
      var unused = provision(REDIRECTS, false);
      var unusedToo = realm.clients().release("team.app", new Owner("team", "app", "uid-app"));

      StepResult<Provisioned> result = provision(REDIRECTS, false);

      assertThat(result).isInstanceOf(RetryLater.class);
      assertFinding(
          result,
          Status.False,
          "ClientIdTaken",
          "client ID team.app is used at the server by no AuthClient and is not taken over");
    }

    @Test
    void client_rejected_isRetriedWithTheServersSentence() {
      realm.clients().reject(new Rejected("no such flow"));
      StepResult<Provisioned> result = provision(REDIRECTS, false);

      assertThat(result).isInstanceOf(RetryLater.class);
      assertFinding(result, Status.False, "RejectedByServer", "no such flow");
    }

    @ParameterizedTest
    @CsvSource({
      "UNREACHABLE, ServerUnavailable",
      "CREDENTIALS_REJECTED, CredentialsRejected",
      "FORBIDDEN, MissingRole",
      "REALM_MISSING, RealmNotFound",
      "OVERLOADED, ServerOverloaded"
    })
    void server_unavailable_isRetried(Cause cause, String reason) {
      realm.clients().fail(new Unavailable(cause, "not now"));
      StepResult<Provisioned> result = provision(REDIRECTS, false);

      assertThat(result).isInstanceOf(RetryLater.class);
      assertFinding(result, Status.False, reason, "not now");
    }

    @ParameterizedTest
    @CsvSource({
      "CREDENTIALS_MISSING, CredentialsMissing",
      "CERTIFICATE_AUTHORITY_UNREADABLE, CertificateAuthorityUnreadable"
    })
    void connection_missing_isRetried(Obstacle obstacle, String reason) {
      realm.connection(new NotConnected(obstacle, "no Secret"));
      StepResult<Provisioned> result = provision(REDIRECTS, false);

      assertThat(result).isInstanceOf(RetryLater.class);
      assertFinding(result, Status.False, reason, "no Secret");
    }
  }

  @Nested
  class Publish {
    private final FakePublisher publisher = new FakePublisher();

    private StepResult<String> publish() {
      return new PublishCredentials(publisher)
          .publish(
              client(REDIRECTS), new RegisteredClient("id", "team.app", "s3cr3t", null), realm);
    }

    @Test
    void secret_written_isNamed() {
      StepResult<String> result = publish();

      assertThat(((Done<String>) result).value()).isEqualTo("app-client-secret");
      assertFinding(
          result,
          Status.True,
          "SecretWritten",
          "Secret app-client-secret contains the credentials");
    }

    @Test
    void secret_notOwned_isRetried() {
      publisher.answer(new CredentialsPublisher.NotOwned("precious"));
      StepResult<String> result = publish();

      assertThat(result).isInstanceOf(RetryLater.class);
      assertFinding(
          result,
          Status.False,
          "SecretNotOwned",
          "Secret precious is not owned by this AuthClient and is not overwritten: set another spec.secretName or delete the Secret");
    }

    @Test
    void secret_refused_isRetried() {
      publisher.answer(new CredentialsPublisher.Refused("app-client-secret", "exceeded quota"));
      StepResult<String> result = publish();

      assertThat(result).isInstanceOf(RetryLater.class);
      assertFinding(
          result,
          Status.False,
          "SecretRefused",
          "Secret app-client-secret cannot be written: exceeded quota");
    }

    @Test
    void endpoints_unknown_publishNothing() {
      realm.discovery(new DiscoveryFailed("HTTP 502"));
      StepResult<String> result = publish();

      assertThat(result).isInstanceOf(RetryLater.class);
      assertThat(publisher.calls()).isZero();
      assertFinding(
          result,
          Status.False,
          "DiscoveryFailed",
          "the endpoints of the issuer cannot be discovered: HTTP 502");
    }
  }
}
