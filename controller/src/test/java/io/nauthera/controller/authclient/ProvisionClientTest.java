package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.authclient.Steps.REDIRECTS;
import static io.nauthera.controller.authclient.Steps.SERVER;
import static io.nauthera.controller.authclient.Steps.assertFinding;
import static io.nauthera.controller.authclient.Steps.governance;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.controller.authclient.ProvisionClient.Provisioned;
import io.nauthera.controller.authclient.ResolveGovernance.Governance;
import io.nauthera.controller.authclient.StepResult.Done;
import io.nauthera.controller.authclient.StepResult.RetryLater;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.provisioning.ClientRegistry.Cause;
import io.nauthera.controller.provisioning.ClientRegistry.Owner;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.DesiredClients;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisionClientTest {
  private final InMemoryClusterState cluster = new InMemoryClusterState();
  private final InMemoryRealm realm = new InMemoryRealm();

  private StepResult<Provisioned> provision(String spec, boolean restricted) {
    cluster.put(policy("web", "enforcePKCE: true"));
    Governance governance = governance(cluster, client(spec));
    DesiredClient desired =
        DesiredClients.from(
            new RestrictedClient(governance.evaluation().metadata(), !spec.isEmpty()),
            governance.evaluation().policies().enforced(),
            new Owner("team", "app", "uid-app"),
            null,
            true);
    return new ProvisionClient(realm).provision(AuthServerSettings.of(SERVER), desired, restricted);
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
        provision("", true), Status.True, "Disabled", "client team.app is disabled at the server");
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
