package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nauthera.api.v1alpha1.AuthClientStatus.Setting;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Offline tokens live as long as the policy allows. Keycloak may issue them without an expiry, so
 * only a refresh shows when they end.
 */
class OfflineTokenTest {
  private static final String GRANTS = "[authorization_code, refresh_token, password]";
  private static final String PASSWORD = "for-the-sandbox-only";
  private static Tenant tenant;

  @BeforeAll
  static void realmWithAUser() {
    tenant =
        Tenant.governedBy(
            "offline",
            "{allowedGrantTypes: %s, allowedScopes: [openid, offline_access]}".formatted(GRANTS));
    var unused = admin().createUser(tenant.realm, "rita", PASSWORD);
    tenant.applyPolicy(
        "short",
        "{clientSelector: {matchLabels: {tokens: short}}, token: {accessTokenTTL: 5s, refreshTokenTTL: 20s}}");
    tenant.applyPolicy(
        "long",
        "{clientSelector: {matchLabels: {tokens: long}}, token: {accessTokenTTL: 5s, refreshTokenTTL: 24h}}");
  }

  private static KeycloakAdmin admin() {
    return tenant.sandbox.keycloak().admin();
  }

  private static void onboard(String name, String tokens) {
    tenant.onboard(
        name,
        Map.of("tokens", tokens),
        "grantTypes: %s, scopes: [openid, offline_access], tokenEndpointAuthMethod: client_secret_post, redirectUris: [\"https://reader.example.com/cb\"]"
            .formatted(GRANTS));
    tenant.awaitReady(name);
  }

  private static Response token(String client, Map<String, String> grant) {
    String secret = tenant.secret(client + "-client-secret").get().getData().get("client_secret");
    Map<String, String> form = new HashMap<>(grant);
    form.put("client_id", tenant.team + "." + client);
    form.put(
        "client_secret", new String(Base64.getDecoder().decode(secret), StandardCharsets.UTF_8));
    return admin().token(tenant.realm, form);
  }

  private static String offlineToken(String client) {
    Response login =
        token(
            client,
            Map.of(
                "grant_type", "password",
                "username", "rita",
                "password", PASSWORD,
                "scope", "openid offline_access"));
    assertThat(login.status()).as(login.body().toString()).isEqualTo(200);
    assertThat(login.body().path("scope").asText()).contains("offline_access");
    return login.body().path("refresh_token").asText();
  }

  private static Response refresh(String client, String token) {
    return token(client, Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  private static void setRealm(boolean limitsOfflineSessions) {
    var unused =
        admin()
            .put(
                "/realms/" + tenant.realm,
                JsonNodeFactory.instance
                    .objectNode()
                    .put("offlineSessionMaxLifespanEnabled", limitsOfflineSessions));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void offlineToken_olderThanThePolicyAllows_isRefused(boolean limitsOfflineSessions) {
    setRealm(limitsOfflineSessions);
    String name = limitsOfflineSessions ? "reader-limited" : "reader";
    onboard(name, "short");
    onboard(name + "-free", "none");

    String bound = offlineToken(name);
    String free = offlineToken(name + "-free");
    assertThat(refresh(name, bound).status()).isEqualTo(200);
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(4)) // a token that is used does not become idle
        .untilAsserted(() -> assertThat(refresh(name, bound).status()).isEqualTo(400));

    assertThat(refresh(name + "-free", free).status()).isEqualTo(200);
  }

  @Test
  void effective_tellsBothLifetimes() {
    onboard("daily", "long");

    var effective = tenant.client("daily").get().getStatus().effective();

    // The realm ends idle sessions after 30 minutes; its limit for offline sessions is 30 days.
    assertThat(effective.refreshTokenTTL()).isEqualTo(new Setting("30m", List.of("realm")));
    assertThat(effective.offlineTokenTTL())
        .isEqualTo(new Setting("24h", List.of(tenant.security + "/long")));
  }
}
