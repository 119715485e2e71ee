package io.nauthera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;

/** An AuthClient that only one run uses, and what must hold for it whatever failed. */
final class ClientUnderTest {
  static final String POLICY =
      "{allowedGrantTypes: [client_credentials], allowedScopes: [openid, profile]}";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SPEC =
      "grantTypes: [client_credentials], scopes: [openid, profile], tokenEndpointAuthMethod: client_secret_post";

  private final Tenant tenant;
  private final String name;
  private String id = "";
  private String secret = "";

  ClientUnderTest(Tenant tenant, String name) {
    this.tenant = tenant;
    this.name = name;
  }

  String name() {
    return name;
  }

  String clientId() {
    return tenant.team + "." + name;
  }

  /** The id in the Admin API, empty before the client is ready. */
  String id() {
    return id;
  }

  void onboard() {
    apply(SPEC);
  }

  /** Changes the client at the server, too: the secret alone costs no call to it. */
  void renameSecret() {
    apply("%s, displayName: Renamed, secretName: %s".formatted(SPEC, renamed()));
  }

  /** A busy machine can make the webhook late: a user repeats the command then. */
  private void apply(String spec) {
    until(() -> tenant.onboard(name, Map.of("run", name), spec));
  }

  private String renamed() {
    return name + "-renamed";
  }

  private String original() {
    return name + "-client-secret";
  }

  /** A policy that governs only this client. */
  void govern(String settings) {
    String spec = "{clientSelector: {matchLabels: {run: %s}}, %s}".formatted(name, settings);
    until(() -> tenant.applyPolicy(name, spec));
  }

  void delete() {
    tenant.delete(name);
  }

  /** Deletes the client and its policy, and does not wait for it. */
  void leave() {
    delete();
    var unused = tenant.policy(name).delete();
  }

  private static void until(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion);
  }

  /** Waits until the client is ready, and remembers its secret. */
  void becomesReady() {
    until(this::assertReady);
    secret = secretIn(original());
    id = registered().getFirst().path("id").asText();
  }

  void staysReady() {
    until(this::assertReady);
  }

  private void assertReady() {
    Condition ready = tenant.condition(name, "Ready").orElseThrow();
    assertThat(ready.status()).as(ready.toString()).isEqualTo(Status.True);
    assertThat(ready.observedGeneration())
        .isEqualTo(tenant.client(name).get().getMetadata().getGeneration());
  }

  void becomesRestricted() {
    until(() ->
        assertThat(tenant.condition(name, "Programmed").map(Condition::reason))
            .contains("Restricted"));
    assertThat(registered().getFirst().path("defaultClientScopes").toString())
        .doesNotContain("profile");
  }

  void getsTokensFor(int seconds) {
    until(() ->
        assertThat(registered().getFirst().at("/attributes/access.token.lifespan").asInt())
            .isEqualTo(seconds));
  }

  /** Waits until the status says how long access tokens are valid, e.g. "7m". */
  void shows(String accessTokenLifetime) {
    until(() ->
        assertThat(tenant.client(name).get().getStatus().effective().accessTokenTTL().value())
            .isEqualTo(accessTokenLifetime));
  }

  /** Exactly one client, and its Secret contains a secret that works. */
  void works() {
    worksWith(secretIn(original()));
  }

  /** The application notices nothing: the secret did not change. */
  void isUnchanged() {
    assertThat(secretIn(original())).isEqualTo(secret);
    worksWith(secret);
  }

  void hasMovedItsSecret() {
    until(() -> assertThat(secretIn(renamed())).isEqualTo(secret));
    until(() -> assertThat(tenant.secret(original()).get()).isNull());
    assertThat(registered().getFirst().path("name").asText()).isEqualTo("Renamed");
    worksWith(secret);
  }

  /** Neither AuthClient nor Secret nor client. */
  void isGone() {
    until(() -> assertThat(tenant.client(name).get()).isNull());
    assertThat(registered()).isEmpty();
    until(() -> assertThat(tenant.secret(original()).get()).isNull());
  }

  private String secretIn(String secretName) {
    String value = tenant.secret(secretName).get().getData().get("client_secret");
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  private List<JsonNode> registered() {
    return tenant
        .sandbox
        .keycloak()
        .admin()
        .get("/realms/%s/clients?search=true&clientId=%s".formatted(tenant.realm, clientId()))
        .valueStream()
        .filter(client -> client.path("clientId").asText().equals(clientId()))
        .toList();
  }

  private void worksWith(String clientSecret) {
    assertThat(registered()).hasSize(1);
    var token =
        tenant
            .sandbox
            .keycloak()
            .admin()
            .token(
                tenant.realm,
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    clientId(),
                    "client_secret",
                    clientSecret));
    assertThat(token.status()).as(token.body().toString()).isEqualTo(200);
  }
}
