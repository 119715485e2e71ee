package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.e2e.Tenant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Webhook and controller are killed and restarted: nothing is lost or done twice. */
class RestartTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("restart", "{token: {accessTokenTTL: 15m}}");
  }

  private static JsonNode registered(String name) {
    return tenant
        .sandbox
        .keycloak()
        .admin()
        .client(tenant.realm, tenant.team + "." + name)
        .orElseThrow();
  }

  @Test
  void controller_killed_catchesUpAndKeepsSecrets() {
    tenant.onboard("survivor", REDIRECTS);
    tenant.awaitReady("survivor");
    String secret = registered("survivor").path("secret").asText();
    String written =
        tenant.secret("survivor-client-secret").get().getMetadata().getResourceVersion();

    tenant.sandbox.controllerProcess().kill();
    tenant.applyPolicy("web", "{token: {accessTokenTTL: 7m}}");
    tenant.onboard("newborn", REDIRECTS);
    tenant.sandbox.controllerProcess().awaitReady(Tenant.PATIENCE);

    tenant.awaitReady("newborn");
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(registered("survivor").at("/attributes/access.token.lifespan").asText())
                .isEqualTo("420"));
    assertThat(registered("survivor").path("secret").asText()).isEqualTo(secret);
    assertThat(tenant.secret("survivor-client-secret").get().getMetadata().getResourceVersion())
        .isEqualTo(written);
  }

  @Test
  void webhook_killed_nothingIsAdmittedUntilItIsBack() {
    String bad = "redirectUris: [\"http://app.example.com/callback\"]";

    tenant.sandbox.webhookProcess().kill();
    var meanwhile = tenant.applyClient("sneaky", bad);
    tenant.sandbox.webhookProcess().awaitReady(Tenant.PATIENCE);

    assertThat(meanwhile.succeeded()).isFalse();
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(tenant.applyClient("sneaky", bad).stderr()).contains("uses scheme http"));
  }
}
