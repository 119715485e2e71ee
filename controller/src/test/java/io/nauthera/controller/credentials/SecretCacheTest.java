package io.nauthera.controller.credentials;

import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.provisioning.InMemoryRealm;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretCacheTest {
  private static final AuthClient CLIENT = client("scopes: [openid]");
  private static final Secret SECRET =
      CredentialsSecret.of(
          CLIENT,
          Registrations.settings(),
          Registrations.registered("s3cr3t"),
          InMemoryRealm.ENDPOINTS);

  private final SecretCache cache = new SecretCache();

  private void put(Secret secret) {
    var unused = cache.put(cache.getKey(secret), secret);
  }

  @Test
  void secret_stored_hasNoValueInMemory() {
    put(
        SECRET
            .edit()
            .editMetadata()
            .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "s3cr3t")
            .addNewManagedField()
            .withManager("kubectl")
            .endManagedField()
            .endMetadata()
            .build());

    Secret kept = cache.get("team/app-client-secret");
    assertThat(kept.getData()).isNullOrEmpty();
    assertThat(Serialization.asYaml(kept)).doesNotContain("s3cr3t", "managedFields", "czNjcjN0");
  }

  @Test
  void secret_ofAClient_isFoundByTheLabelInItsNamespace() {
    put(SECRET);
    put(SECRET.edit().editMetadata().withName("former").endMetadata().build());
    put(SECRET.edit().editMetadata().withNamespace("other").endMetadata().build());
    assertThat(cache.names(CLIENT)).containsExactly("app-client-secret", "former");

    assertThat(cache.remove("team/former").getMetadata().getName()).isEqualTo("former");
    assertThat(cache.remove("team/former")).isNull();
    assertThat(cache.names(CLIENT)).containsExactly("app-client-secret");
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void event_ofOurOwnWrite_isAsPublished() {
    assertThat(cache.isAsPublished(SECRET)).isFalse();
    cache.publishing(CLIENT, SecretDigest.of(SECRET));

    assertThat(cache.isAsPublished(SECRET)).isTrue();
    assertThat(
            cache.isAsPublished(
                SECRET.edit().editMetadata().addToLabels("team", "a").endMetadata().build()))
        .isTrue();
    assertThat(cache.isAsPublished(SECRET.edit().addToData("client_id", "eA==").build())).isFalse();
    for (String label : List.of("auth.nauthera.io/client", "app.kubernetes.io/managed-by")) {
      assertThat(
              cache.isAsPublished(
                  SECRET.edit().editMetadata().addToLabels(label, "x").endMetadata().build()))
          .isFalse();
    }
    assertThat(
            cache.isAsPublished(SECRET.edit().editMetadata().withName("x").endMetadata().build()))
        .isFalse();
  }

  @Test
  void event_withoutOwnerReference_stillWakesItsClient() {
    Secret lost = SECRET.edit().editMetadata().withOwnerReferences(List.of()).endMetadata().build();
    assertThat(cache.clientOf(SECRET)).contains(new ClientName("team", "app"));
    assertThat(cache.clientOf(lost)).isEmpty();

    cache.publishing(CLIENT, SecretDigest.of(SECRET));
    assertThat(cache.clientOf(lost)).contains(new ClientName("team", "app"));
    assertThat(cache.isAsPublished(lost)).isFalse();
  }

  @Test
  void digest_dependsOnEveryValueOfTheData() {
    String digest = SecretDigest.of(SECRET);
    assertThat(digest).hasSize(64).isEqualTo(SecretDigest.of(SECRET.edit().build()));
    SECRET
        .getData()
        .keySet()
        .forEach(key ->
            assertThat(SecretDigest.of(SECRET.edit().addToData(key, "eA==").build()))
                .isNotEqualTo(digest));
  }
}
