package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What administrators change in Keycloak by hand, while the AuthClient stays the same. */
class DriftTest {
  /** Longer than the interval between two walks in these tests. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Tenant tenant;
  private static KeycloakAdmin keycloak;

  @BeforeAll
  static void create() {
    tenant =
        Tenant.governedBy(
            "drift",
            "{enforcePKCE: true, token: {accessTokenTTL: 5m}, allowedScopes: [openid, profile]}");
    keycloak = tenant.sandbox.keycloak().admin();
  }

  private static String onboard(String name) {
    tenant.onboard(
        name, "redirectUris: [\"https://app.example.com/cb\"], scopes: [openid, profile]");
    tenant.awaitReady(name);
    return tenant.team + "." + name;
  }

  private static JsonNode client(String clientId) {
    return keycloak.client(tenant.realm, clientId).orElseThrow();
  }

  private static String path(String clientId) {
    return "/realms/" + tenant.realm + "/clients/" + client(clientId).path("id").asText();
  }

  /** A change by hand. */
  record Change(String name, Consumer<ObjectNode> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Change> CHANGES =
      List.of(
          new Change("disabled", client -> client.put("enabled", false)),
          new Change(
              "wider-redirects",
              client -> client.putArray("redirectUris").add("https://app.example.com/*")),
          new Change(
              "pkce-off",
              client -> client.withObject("/attributes").put("pkce.code.challenge.method", "")),
          new Change("password-grant", client -> client.put("directAccessGrantsEnabled", true)),
          new Change(
              "longer-lifetime",
              client -> client.withObject("/attributes").put("access.token.lifespan", "86400")),
          new Change("full-scope", client -> client.put("fullScopeAllowed", true)),
          new Change("name", client -> client.put("name", "Old")));

  /** All at once: each takes as long as the interval. */
  @Test
  void settings_changedByHand_arePutBackAndSaid() {
    Map<String, JsonNode> before = new TreeMap<>();
    for (Change change : CHANGES) {
      String clientId = onboard(change.name());
      before.put(clientId, client(clientId));
      ObjectNode changed = client(clientId).deepCopy();
      change.change().accept(changed);
      var unused = keycloak.put(path(clientId), changed);
    }

    before.forEach((clientId, client) ->
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(client(clientId)).isEqualTo(client)));
    for (Change change : CHANGES) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(described(change.name())).contains("DriftRepaired"));
    }
  }

  private static String described(String name) {
    return tenant.sandbox.kubectl("describe", "authclient", name, "-n", tenant.team).stdout();
  }

  @Test
  void scope_addedByHand_isTakenAway() {
    String clientId = onboard("extra-scope");
    String email =
        keycloak
            .get("/realms/" + tenant.realm + "/client-scopes")
            .valueStream()
            .filter(scope -> scope.path("name").asText().equals("email"))
            .map(scope -> scope.path("id").asText())
            .findFirst()
            .orElseThrow();
    var unused = keycloak.put(path(clientId) + "/default-client-scopes/" + email, null);
    assertThat(scopes(clientId)).contains("email");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(scopes(clientId)).doesNotContain("email"));
  }

  private static List<String> scopes(String clientId) {
    return client(clientId)
        .path("defaultClientScopes")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  private static String published(String name) {
    String value = tenant.secret(name + "-client-secret").get().getData().get("client_secret");
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  @Test
  void client_deletedByHand_comesBackWithTheSecretOfItsSecret() {
    String clientId = onboard("deleted");
    String secret = published("deleted");
    keycloak.deleteClient(tenant.realm, clientId);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(keycloak.client(tenant.realm, clientId))
                .map(client -> client.path("secret").asText())
                .contains(secret));
    assertThat(published("deleted")).isEqualTo(secret);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(described("deleted")).contains("RegisteredAgain"));
  }

  @Test
  void secret_madeAnewByHand_staysAndTheSecretFollows() {
    String clientId = onboard("rotated");
    String before = published("rotated");
    String after =
        keycloak
            .post(path(clientId) + "/client-secret", KeycloakAdmin.object())
            .body()
            .path("value")
            .asText();
    assertThat(after).isNotEqualTo(before);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(published("rotated")).isEqualTo(after));
    assertThat(client(clientId).path("secret").asText()).isEqualTo(after);
  }

  @Test
  void client_thatNoAuthClientHas_isListedOnTheAuthServer() {
    String clientId = onboard("lost");
    ObjectNode copy = client(clientId).deepCopy();
    copy.remove(List.of("id", "secret"));
    copy.put("clientId", "a-copy");
    copy.withObject("/attributes").put("nauthera.io/owner", tenant.team + "/never-existed");
    var unused = keycloak.post("/realms/" + tenant.realm + "/clients", copy);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          var orphans = tenant.server().get().getStatus().orphanedClients();
          assertThat(orphans).isNotNull();
          assertThat(orphans.clientIds()).containsExactly("a-copy");
        });
    keycloak.deleteClient(tenant.realm, "a-copy");
  }
}
