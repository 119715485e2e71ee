package io.nauthera.controller.credentials;

import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialsSecretTest {
  private static Secret secret(@Nullable String clientSecret) {
    return CredentialsSecret.of(
        client("scopes: [openid]"),
        new RegisteredClient("id", "team.app", clientSecret, null, null),
        InMemoryRealm.ENDPOINTS);
  }

  private static Map<String, String> data(Secret secret) {
    Map<String, String> data = new TreeMap<>(secret.getData());
    data.replaceAll(
        (key, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
    return data;
  }

  @Test
  void client_confidential_hasTheNamesOfOAuthAndOfServiceBinding() {
    assertThat(data(secret("s3cr3t")))
        .containsExactly(
            Map.entry("client-id", "team.app"),
            Map.entry("client-secret", "s3cr3t"),
            Map.entry("client_id", "team.app"),
            Map.entry("client_secret", "s3cr3t"),
            Map.entry("issuer", "https://auth.example.com/realms/acme"),
            Map.entry("issuer-uri", "https://auth.example.com/realms/acme"),
            Map.entry("provider", "keycloak"),
            Map.entry("token_endpoint", "https://auth.example.com/token"),
            Map.entry("type", "oauth2"));
  }

  @Test
  void client_withoutSecret_hasNoKeyForIt() {
    assertThat(data(secret(null)))
        .containsEntry("client_id", "team.app")
        .doesNotContainKeys("client_secret", "client-secret");
  }

  @Test
  void secret_belongsToItsAuthClientAndIsLabelled() {
    Secret secret = secret("s3cr3t");

    assertThat(secret.getMetadata().getNamespace()).isEqualTo("team");
    assertThat(secret.getMetadata().getName()).isEqualTo("app-client-secret");
    assertThat(secret.getType()).isEqualTo("servicebinding.io/oauth2");
    assertThat(secret.getMetadata().getLabels())
        .isEqualTo(
            Map.of(
                "app.kubernetes.io/managed-by", "nauthera", "auth.nauthera.io/client", "uid-app"));
    assertThat(CredentialsSecret.isOwnedBy(secret, client("scopes: [openid]"))).isTrue();
    assertThat(CredentialsSecret.isOwnedBy(secret, client("other", "scopes: [openid]"))).isFalse();
  }
}
