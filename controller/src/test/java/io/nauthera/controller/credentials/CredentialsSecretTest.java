package io.nauthera.controller.credentials;

import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.InMemoryRealm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialsSecretTest {
  private static Secret secret(
      String spec, PublishedSettings settings, @Nullable String clientSecret) {
    return CredentialsSecret.of(
        client(spec), settings, Registrations.registered(clientSecret), InMemoryRealm.ENDPOINTS);
  }

  private static Secret secret(String spec) {
    return secret(spec, Registrations.settings(), "s3cr3t");
  }

  private static Map<String, String> data(Secret secret) {
    Map<String, String> data = new TreeMap<>(secret.getData());
    data.replaceAll(
        (key, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
    return data;
  }

  @Test
  void client_confidential_hasTheNamesOfOAuthAndOfServiceBinding() {
    assertThat(data(secret("scopes: [openid]")))
        .containsExactly(
            Map.entry("authorization-grant-type", "authorization_code"),
            Map.entry("client-authentication-method", "client_secret_basic"),
            Map.entry("client-id", "team.app"),
            Map.entry("client-secret", "s3cr3t"),
            Map.entry("client_id", "team.app"),
            Map.entry("client_secret", "s3cr3t"),
            Map.entry("issuer", "https://auth.example.com/realms/acme"),
            Map.entry("issuer-uri", "https://auth.example.com/realms/acme"),
            Map.entry("provider", "keycloak"),
            Map.entry("scope", "openid,profile"),
            Map.entry("token_endpoint", "https://auth.example.com/token"),
            Map.entry("type", "oauth2"));
  }

  @Test
  void client_public_hasEveryKeyExceptTheSecret() {
    Map<String, String> data =
        data(
            secret(
                "secretTemplate: {data: {SECRET: client_secret, ID: client_id}}",
                Registrations.settings(
                    ClientAuthenticationMethod.NONE, GrantType.AUTHORIZATION_CODE),
                null));

    assertThat(data)
        .containsEntry("client_id", "team.app")
        .containsEntry("client-authentication-method", "none")
        .containsEntry("ID", "team.app")
        .doesNotContainKeys("client_secret", "client-secret", "SECRET");
  }

  @Test
  void grant_ofAService_isClientCredentials() {
    assertThat(
            data(
                secret(
                    "scopes: [openid]",
                    Registrations.settings(
                        ClientAuthenticationMethod.CLIENT_SECRET_POST,
                        GrantType.TOKEN_EXCHANGE,
                        GrantType.CLIENT_CREDENTIALS),
                    "s3cr3t")))
        .containsEntry("authorization-grant-type", "client_credentials");
  }

  @Test
  void secret_belongsToItsAuthClientAndIsLabelled() {
    Secret secret = secret("scopes: [openid]");

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

  @Test
  void template_addsLabelsAnnotationsAndKeys() {
    Secret secret =
        secret(
            "secretTemplate: {labels: {team: checkout}, annotations: {example.com/a: b}, data: {OIDC_CLIENT_SECRET: client_secret, OIDC_TOKEN_URL: token_endpoint}}");

    assertThat(secret.getMetadata().getLabels()).containsEntry("team", "checkout");
    assertThat(secret.getMetadata().getAnnotations())
        .isEqualTo(
            Map.of(
                "example.com/a",
                "b",
                "auth.nauthera.io/secret-template",
                "label:team,annotation:example.com/a"));
    assertThat(data(secret))
        .containsEntry("OIDC_CLIENT_SECRET", "s3cr3t")
        .containsEntry("OIDC_TOKEN_URL", "https://auth.example.com/token");
  }

  @Test
  void template_thatBypassedAdmission_replacesNothingOfNauthera() {
    Secret secret =
        secret(
            "secretTemplate: {labels: {auth.nauthera.io/client: x, app.kubernetes.io/managed-by: x}, annotations: {auth.nauthera.io/secret-template: x}, data: {client_id: issuer, new_endpoint: issuer}}");

    assertThat(secret.getMetadata().getLabels())
        .containsEntry("auth.nauthera.io/client", "uid-app")
        .containsEntry("app.kubernetes.io/managed-by", "nauthera");
    assertThat(secret.getMetadata().getAnnotations()).isEmpty();
    assertThat(data(secret))
        .containsEntry("client_id", "team.app")
        .doesNotContainKey("new_endpoint");
  }
}
