package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keycloak stops and starts again: the conditions say so, and nothing is lost. */
class KeycloakOutageTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("outage", "{enforcePKCE: true}");
  }

  @AfterEach
  void keycloakIsBack() {
    tenant.sandbox.keycloak().start();
  }

  @Test
  void onboarding_whileKeycloakIsDown_saysSoAndConverges() {
    tenant.sandbox.keycloak().stop();

    tenant.onboard("patient", REDIRECTS);
    tenant.awaitCondition(
        "patient",
        "Programmed",
        condition -> {
          assertThat(condition.status()).isEqualTo(Status.False);
          assertThat(condition.reason()).isEqualTo("ServerUnavailable");
        });

    tenant.sandbox.keycloak().start();
    tenant.awaitReady("patient");
  }

  @Test
  void deletion_whileKeycloakIsDown_waitsVisiblyAndLeavesNoOrphan() {
    tenant.onboard("leaving", REDIRECTS);
    tenant.awaitReady("leaving");
    tenant.sandbox.keycloak().stop();

    tenant.delete("leaving");
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(tenant.condition("leaving", "Ready").orElseThrow().status())
                .isNotEqualTo(Status.True));
    assertThat(tenant.client("leaving").get().getMetadata().getFinalizers()).isNotEmpty();

    tenant.sandbox.keycloak().start();
    await().atMost(Tenant.PATIENCE).until(() -> tenant.client("leaving").get() == null);
    assertThat(tenant.isRegistered(tenant.team + ".leaving")).isFalse();
  }
}
