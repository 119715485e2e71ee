package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.authclient.Steps.REDIRECTS;
import static io.nauthera.controller.authclient.Steps.assertFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.controller.authclient.StepResult.Blocked;
import io.nauthera.controller.authclient.StepResult.Done;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.credentials.CredentialsPublisher.Published;
import io.nauthera.controller.credentials.PublishedSettings;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.DesiredClientDraft;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.RegisteredClient;
import org.junit.jupiter.api.Test;

class PublishCredentialsTest {
  private final InMemoryRealm realm = new InMemoryRealm();

  private final FakePublisher publisher = new FakePublisher();

  private static DesiredClient desired() {
    var owner = new Owner(new ClientName("team", "app"), "uid-app", "cluster");
    return new DesiredClientDraft("team.app", owner).finished();
  }

  private static RegisteredClient registered() {
    return new RegisteredClient("id", "team.app", null, "s3cr3t", new StoredSettingsOf(null, null));
  }

  private StepResult<Published> publish() {
    return new PublishCredentials(publisher)
        .publish(
            client(REDIRECTS), PublishedSettings.of(desired(), registered()), registered(), realm);
  }

  @Test
  void secret_written_isNamed() {
    StepResult<Published> result = publish();

    assertThat(((Done<Published>) result).value().name()).isEqualTo("app-client-secret");
    assertFinding(
        result, Status.True, "SecretWritten", "Secret app-client-secret contains the credentials");
  }

  @Test
  void secret_notOwned_isRetried() {
    publisher.answer(new CredentialsPublisher.NotOwned("precious", false));
    StepResult<Published> result = publish();

    assertThat(result).isInstanceOf(Blocked.class);
    assertFinding(
        result,
        Status.False,
        "SecretNotOwned",
        "Secret precious is not owned by this AuthClient and is not overwritten: set another spec.secretName or delete the Secret");
  }

  @Test
  void secret_withLostOwner_saysWhatToDo() {
    publisher.answer(new CredentialsPublisher.NotOwned("app-client-secret", true));

    assertFinding(
        publish(),
        Status.False,
        "SecretNotOwned",
        "Secret app-client-secret has lost its owner reference to this AuthClient and is not overwritten: delete the Secret, and the controller writes it again");
  }

  @Test
  void clientSecret_notShown_isRetried() {
    publisher.answer(new CredentialsPublisher.NoClientSecret("app-client-secret"));
    StepResult<Published> result = publish();

    assertThat(result).isInstanceOf(Blocked.class);
    assertFinding(
        result,
        Status.False,
        "ClientSecretUnknown",
        "the server does not show the secret of the client, and Secret app-client-secret stays as it is: give the service account of the AuthServer the role manage-clients");
  }

  @Test
  void formerSecret_notRemoved_isRetried() {
    publisher.answer(new CredentialsPublisher.NotRemoved("old", "it changed"));
    StepResult<Published> result = publish();

    assertThat(result).isInstanceOf(Blocked.class);
    assertFinding(
        result,
        Status.False,
        "SecretRefused",
        "the former Secret old cannot be deleted: it changed");
  }

  @Test
  void secret_refused_isRetried() {
    publisher.answer(new CredentialsPublisher.Refused("app-client-secret", "exceeded quota"));
    StepResult<Published> result = publish();

    assertThat(result).isInstanceOf(Blocked.class);
    assertFinding(
        result,
        Status.False,
        "SecretRefused",
        "Secret app-client-secret cannot be written: exceeded quota");
  }

  @Test
  void endpoints_unknown_publishNothing() {
    realm.discovery(new DiscoveryFailed("HTTP 502"));
    StepResult<Published> result = publish();

    assertThat(result).isInstanceOf(Blocked.class);
    assertThat(publisher.calls()).isZero();
    assertFinding(
        result,
        Status.False,
        "DiscoveryFailed",
        "the endpoints of the issuer cannot be discovered: HTTP 502");
  }
}
