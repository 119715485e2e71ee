package io.nauthera.controller.credentials;

import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.SecretRef;
import io.nauthera.controller.credentials.CredentialsPublisher.NoClientSecret;
import io.nauthera.controller.credentials.CredentialsPublisher.NotOwned;
import io.nauthera.controller.credentials.CredentialsPublisher.NotRemoved;
import io.nauthera.controller.credentials.CredentialsPublisher.Publication;
import io.nauthera.controller.credentials.CredentialsPublisher.Published;
import io.nauthera.controller.credentials.CredentialsPublisher.Refused;
import io.nauthera.controller.credentials.CredentialsPublisher.SecretUnreadableException;
import io.nauthera.controller.credentials.CredentialsPublisher.Write;
import io.nauthera.controller.provisioning.InMemoryRealm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the publisher does to the Secrets of a namespace, and which calls it makes. */
class SecretPublisherTest {
  private static final String NAME = "app-client-secret";
  private static final String SPEC = "scopes: [openid]";

  private final SecretCache cache = new SecretCache();
  private final InMemorySecrets secrets = new InMemorySecrets(cache);
  private final SecretPublisher publisher = new SecretPublisher(secrets, cache);

  private Publication publish(AuthClient client, @Nullable String secret) {
    return publisher.publish(
        client,
        Registrations.settings(),
        Registrations.registered(secret),
        InMemoryRealm.ENDPOINTS);
  }

  private Publication publish(String spec) {
    return publish(client(spec), "s3cr3t");
  }

  /** The Secret exists, the informer has seen it, and no call counts. */
  private void published(String spec) {
    assertThat(publish(spec)).isInstanceOf(Published.class);
    secrets.sync();
    assertThat(secrets.calls()).isNotEmpty();
  }

  private static AuthClient withSecretInStatus(AuthClient client, String name) {
    client.setStatus(
        new AuthClientStatus(
            1L, null, null, "team.app", null, new SecretRef(name), null, null, null, null, null));
    return client;
  }

  private static Secret labelled(Secret secret, Map<String, String> labels) {
    return secret.edit().editMetadata().withLabels(labels).endMetadata().build();
  }

  @Test
  void secret_missing_isCreated() {
    assertThat(publish(SPEC)).isEqualTo(new Published(NAME, Write.PUBLISHED, List.of()));
    assertThat(secrets.calls()).containsExactly("create " + NAME);
  }

  @Test
  void secret_unchanged_needsNoCall() {
    published(SPEC);

    assertThat(publish(SPEC)).isEqualTo(new Published(NAME));
    assertThat(secrets.calls()).isEmpty();
  }

  @Test
  void secret_unchangedAfterARestart_needsNoCall() {
    published(SPEC);

    var restarted = new SecretPublisher(secrets, cache);
    assertThat(
            restarted.publish(
                client(SPEC),
                Registrations.settings(),
                Registrations.registered("s3cr3t"),
                InMemoryRealm.ENDPOINTS))
        .isEqualTo(new Published(NAME));
    assertThat(secrets.calls()).isEmpty();
  }

  @Test
  void secret_notYetInTheCache_isReadAndNotWritten() {
    assertThat(publish(SPEC)).isInstanceOf(Published.class);
    secrets.calls();

    assertThat(publish(SPEC)).isEqualTo(new Published(NAME));
    assertThat(secrets.calls()).containsExactly("get " + NAME);
  }

  @Test
  void secret_deletedByOthers_isRestored() {
    published(SPEC);
    secrets.drop(NAME);
    secrets.sync();

    assertThat(publish(SPEC)).isEqualTo(new Published(NAME, Write.RESTORED, List.of()));
  }

  @Test
  void secret_deletedWhileTheControllerWasDown_isRestored() {
    assertThat(publish(withSecretInStatus(client(SPEC), NAME), "s3cr3t"))
        .isEqualTo(new Published(NAME, Write.RESTORED, List.of()));
  }

  @Test
  void data_changedByOthers_isRestoredAndOtherMetadataStays() {
    published(SPEC);
    secrets.edit(
        NAME,
        secret ->
            secret
                .edit()
                .addToData("client_id", "eA==")
                .addToData("left-by-hand", "eA==")
                .editMetadata()
                .addToLabels("team", "checkout")
                .addToAnnotations("reloader.stakater.com/match", "true")
                .endMetadata()
                .build());
    secrets.sync();

    assertThat(publish(SPEC)).isEqualTo(new Published(NAME, Write.RESTORED, List.of()));

    Secret after = secrets.get(NAME);
    assertThat(after.getData()).doesNotContainKey("left-by-hand");
    assertThat(after.getData().get("client_id")).isNotEqualTo("eA==");
    assertThat(after.getMetadata().getLabels()).containsEntry("team", "checkout");
    assertThat(after.getMetadata().getAnnotations())
        .isEqualTo(Map.of("reloader.stakater.com/match", "true"));
  }

  @Test
  void labelsOfOthers_added_needNoCall() {
    published(SPEC);
    secrets.edit(
        NAME,
        secret ->
            secret.edit().editMetadata().addToLabels("team", "checkout").endMetadata().build());
    secrets.sync();

    assertThat(publish(SPEC)).isEqualTo(new Published(NAME));
    assertThat(secrets.calls()).isEmpty();
  }

  @Test
  void labelsOfNauthera_removed_areRestored() {
    published(SPEC);
    secrets.edit(NAME, secret -> labelled(secret, Map.of("team", "checkout")));
    secrets.sync();

    assertThat(publish(SPEC)).isEqualTo(new Published(NAME, Write.RESTORED, List.of()));
    assertThat(secrets.get(NAME).getMetadata().getLabels())
        .isEqualTo(
            Map.of(
                "team",
                "checkout",
                "app.kubernetes.io/managed-by",
                "nauthera",
                "auth.nauthera.io/client",
                "uid-app"));
  }

  @Test
  void type_changedByOthers_isRestored() {
    published(SPEC);
    secrets.edit(
        NAME,
        secret ->
            secret
                .edit()
                .withType("Opaque")
                .editMetadata()
                .addToLabels("team", "checkout")
                .endMetadata()
                .build());
    secrets.sync();

    assertThat(publish(SPEC)).isEqualTo(new Published(NAME, Write.RESTORED, List.of()));
    assertThat(secrets.calls()).containsExactly("get " + NAME, "delete " + NAME, "create " + NAME);
    assertThat(secrets.get(NAME).getType()).isEqualTo("servicebinding.io/oauth2");
    assertThat(secrets.get(NAME).getMetadata().getLabels()).containsEntry("team", "checkout");
  }

  @Test
  void template_entriesRemoved_areRemovedFromTheSecretAndOthersStay() {
    published(
        "secretTemplate: {labels: {team: a, tier: b}, annotations: {note: c}, data: {ID: client_id}}");
    secrets.edit(
        NAME,
        secret ->
            secret
                .edit()
                .editMetadata()
                .addToLabels("of-others", "x")
                .addToAnnotations("of-others", "x")
                .endMetadata()
                .build());
    secrets.sync();

    assertThat(publish("secretTemplate: {labels: {team: d}}"))
        .isEqualTo(new Published(NAME, Write.PUBLISHED, List.of()));

    Secret after = secrets.get(NAME);
    assertThat(after.getMetadata().getLabels())
        .containsEntry("team", "d")
        .containsEntry("of-others", "x")
        .doesNotContainKey("tier");
    assertThat(after.getMetadata().getAnnotations())
        .isEqualTo(Map.of("of-others", "x", "auth.nauthera.io/secret-template", "label:team"));
    assertThat(after.getData()).doesNotContainKey("ID");

    assertThat(publish(SPEC)).isInstanceOf(Published.class);
    assertThat(secrets.get(NAME).getMetadata().getLabels()).doesNotContainKey("team");
    assertThat(secrets.get(NAME).getMetadata().getAnnotations())
        .isEqualTo(Map.of("of-others", "x"));
  }

  @Test
  void template_labelChangedByOthers_isRestored() {
    String spec = "secretTemplate: {labels: {team: a}}";
    published(spec);
    secrets.edit(
        NAME,
        secret -> secret.edit().editMetadata().addToLabels("team", "b").endMetadata().build());
    secrets.sync();

    assertThat(publish(spec)).isEqualTo(new Published(NAME, Write.RESTORED, List.of()));
    assertThat(secrets.get(NAME).getMetadata().getLabels()).containsEntry("team", "a");
  }

  @Test
  void secret_ofOthers_isNotTouched() {
    Secret precious =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace("team")
            .withName(NAME)
            .endMetadata()
            .build();
    secrets.put(precious);

    assertThat(publish(SPEC)).isEqualTo(new NotOwned(NAME, false));
    assertThat(secrets.get(NAME).getData()).isNullOrEmpty();
    secrets.calls();
    assertThat(publish(SPEC)).isEqualTo(new NotOwned(NAME, false));
    assertThat(secrets.calls()).containsExactly("get " + NAME);
  }

  @Test
  void ownerReference_lost_isReportedAndNothingIsWritten() {
    published(SPEC);
    secrets.edit(
        NAME,
        secret ->
            secret.edit().editMetadata().withOwnerReferences(List.of()).endMetadata().build());
    secrets.sync();

    assertThat(publish(SPEC)).isEqualTo(new NotOwned(NAME, true));
    assertThat(secrets.calls()).containsExactly("get " + NAME);
    assertThat(cache.clientOf(secrets.get(NAME))).contains(new ClientName("team", "app"));
  }

  @Test
  void secret_immutableWithOtherData_isReportedAndNothingIsWritten() {
    published(SPEC);
    secrets.edit(NAME, secret -> secret.edit().withImmutable(true).build());
    secrets.sync();
    assertThat(publish(SPEC)).isEqualTo(new Published(NAME));

    assertThat(publish(client(SPEC), "another"))
        .isEqualTo(new Refused(NAME, RefusedWrites.IMMUTABLE));
    assertThat(secrets.calls()).containsExactly("get " + NAME);
  }

  @Test
  void clientSecret_notShownByTheServer_keepsTheCredentials() {
    published(SPEC);

    assertThat(publish(client(SPEC), null)).isEqualTo(new NoClientSecret(NAME));
    assertThat(secrets.calls()).isEmpty();
    assertThat(secrets.get(NAME).getData()).containsKey("client_secret");
  }

  @Test
  void clientSecret_ofAPublicClient_isNotExpected() {
    assertThat(
            publisher.publish(
                client(SPEC),
                Registrations.settings(
                    ClientAuthenticationMethod.NONE, GrantType.AUTHORIZATION_CODE),
                Registrations.registered(null),
                InMemoryRealm.ENDPOINTS))
        .isEqualTo(new Published(NAME, Write.PUBLISHED, List.of()));
    assertThat(secrets.get(NAME).getData()).doesNotContainKey("client_secret");
  }

  @Test
  void apiServer_refuses_isReportedWithoutItsText() {
    secrets.failWith(new KubernetesClientException("https://10.0.0.1 s3cr3t", 500, null));

    assertThat(publish(SPEC)).isEqualTo(new Refused(NAME, RefusedWrites.UNAVAILABLE));
  }

  @Test
  void secret_refusedAtFirst_isPublishedLaterAndNotRestored() {
    secrets.failWith(new KubernetesClientException("exceeded quota", 403, null));
    assertThat(publish(SPEC)).isEqualTo(new Refused(NAME, RefusedWrites.QUOTA));
    secrets.recover();

    assertThat(publish(SPEC)).isEqualTo(new Published(NAME, Write.PUBLISHED, List.of()));
  }

  @Test
  void secretName_changedTwice_leavesNoFormerSecret() {
    published(SPEC);
    // Killed before the former Secret was deleted and before the status was written.
    secrets.put(secrets.get(NAME).edit().editMetadata().withName("second").endMetadata().build());
    secrets.sync();

    AuthClient renamed = withSecretInStatus(client("secretName: third"), NAME);
    assertThat(publish(renamed, "s3cr3t"))
        .isEqualTo(new Published("third", Write.PUBLISHED, List.of(NAME, "second")));
    assertThat(secrets.names()).containsExactly("third");
  }

  @Test
  void formerSecret_withoutLabel_isDeletedToo() {
    published(SPEC);
    secrets.edit(NAME, secret -> labelled(secret, Map.of()));
    secrets.sync();

    assertThat(publish(withSecretInStatus(client("secretName: new"), NAME), "s3cr3t"))
        .isEqualTo(new Published("new", Write.PUBLISHED, List.of(NAME)));
  }

  @Test
  void formerSecret_ofOthers_stays() {
    published(SPEC);
    secrets.edit(
        NAME,
        secret ->
            secret.edit().editMetadata().withOwnerReferences(List.of()).endMetadata().build());
    secrets.sync();

    assertThat(publish("secretName: new")).isInstanceOf(Published.class);
    assertThat(secrets.names()).containsExactly(NAME, "new");
  }

  @Test
  void formerSecret_thatCannotBeDeleted_isReported() {
    published("secretName: old");
    published(SPEC);
    secrets.put(secrets.get(NAME).edit().editMetadata().withName("old").endMetadata().build());
    secrets.sync();
    secrets.failWith(new KubernetesClientException("no", 403, null));

    assertThat(publish(SPEC)).isEqualTo(new NotRemoved("old", RefusedWrites.FORBIDDEN));
  }

  @Test
  void publishedSecret_isThatOfTheOwnedSecret() {
    assertThat(publisher.publishedSecret(client(SPEC))).isEmpty();
    published(SPEC);
    assertThat(publisher.publishedSecret(client(SPEC))).contains("s3cr3t");
    assertThat(secrets.calls()).containsExactly("get " + NAME);
    assertThat(publisher.publishedSecret(client("other", SPEC + ", secretName: " + NAME)))
        .isEmpty();
  }

  @Test
  void publishedSecret_whileTheNameChanges_isThatOfTheFormerSecret() {
    published(SPEC);
    assertThat(
            publisher.publishedSecret(withSecretInStatus(client(SPEC + ", secretName: new"), NAME)))
        .contains("s3cr3t");
  }

  @Test
  void publishedSecret_unreadable_isNotMistakenForNone() {
    published(SPEC);
    secrets.failWith(new KubernetesClientException("no", 500, null));

    assertThatThrownBy(() -> publisher.publishedSecret(client(SPEC)))
        .isInstanceOf(SecretUnreadableException.class)
        .hasMessage("Secret app-client-secret cannot be read");
  }
}
