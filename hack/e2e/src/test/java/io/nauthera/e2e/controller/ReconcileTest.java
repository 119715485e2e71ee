package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The controller with a real API server and a real Keycloak: it registers what policies allow and
 * repairs drift.
 */
class ReconcileTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant =
        Tenant.governedBy(
            "reconcile",
            "{token: {accessTokenTTL: 15m}, enforcePKCE: true, allowedScopes: [openid, profile, \"api:read\"]}");
  }

  private static void onboard(String name) {
    tenant.onboard(name, REDIRECTS);
    tenant.awaitReady(name);
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
  void client_ready_isRegisteredWithWhatPoliciesImpose() {
    onboard("imposed");

    JsonNode client = registered("imposed");
    assertThat(client.at("/attributes/access.token.lifespan").asText()).isEqualTo("900");
    assertThat(client.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
    assertThat(client.path("directAccessGrantsEnabled").asBoolean()).isFalse();
    var status = tenant.client("imposed").get().getStatus();
    assertThat(status.effective().accessTokenTTL().value()).isEqualTo("15m");
    assertThat(status.effective().accessTokenTTL().from())
        .containsExactly(tenant.security + "/web");
    assertThat(status.governingPolicies())
        .containsExactly(new GoverningPolicy(tenant.security + "/web", 1L));
  }

  @Test
  void secret_deleted_isWrittenAgainWithTheSameValue() {
    onboard("lost-secret");
    String before = tenant.secret("lost-secret-client-secret").get().getData().get("client_secret");

    var unused = tenant.secret("lost-secret-client-secret").delete();

    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> {
          var secret = tenant.secret("lost-secret-client-secret").get();
          assertThat(secret).isNotNull();
          assertThat(secret.getData()).containsEntry("client_secret", before);
        });
    assertThat(new String(Base64.getDecoder().decode(before), StandardCharsets.UTF_8))
        .isEqualTo(registered("lost-secret").path("secret").asText());
  }

  @Test
  void secret_notOwned_isNeverOverwritten() {
    tenant.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: precious, namespace: %s}
        stringData: {mine: "true"}
        """
            .formatted(tenant.team));

    tenant.onboard("greedy", REDIRECTS + ", secretName: precious");

    tenant.awaitCondition(
        "greedy",
        "CredentialsPublished",
        condition -> {
          assertThat(condition.status()).isEqualTo(Status.False);
          assertThat(condition.message()).contains("precious");
        });
    assertThat(tenant.secret("precious").get().getData()).containsOnlyKeys("mine");
  }

  @Test
  void client_existsInKeycloakAndIsNotOurs_isNeverTakenOver() {
    KeycloakAdmin keycloak = tenant.sandbox.keycloak().admin();
    String clientId = tenant.team + ".foreign";
    keycloak.post(
        "/realms/" + tenant.realm + "/clients",
        KeycloakAdmin.object()
            .put("clientId", clientId)
            .put("protocol", "openid-connect")
            .put("name", "by hand"));

    tenant.onboard("foreign", REDIRECTS);

    tenant.awaitCondition(
        "foreign",
        "Programmed",
        condition -> {
          assertThat(condition.status()).isEqualTo(Status.False);
          assertThat(condition.message()).contains(clientId);
        });
    assertThat(registered("foreign").path("name").asText()).isEqualTo("by hand");
  }

  @Test
  void client_deletedInKeycloak_isRegisteredAgainOnNextChange() {
    onboard("drifted");
    tenant.sandbox.keycloak().admin().deleteClient(tenant.realm, tenant.team + ".drifted");

    tenant.onboard("drifted", "displayName: again, " + REDIRECTS);

    await().atMost(Tenant.PATIENCE).until(() -> tenant.isRegistered(tenant.team + ".drifted"));
    tenant.awaitReady("drifted");
  }

  @Test
  void client_appliedServerSideTwice_doesNotChange() {
    String manifest =
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: twice, namespace: %s}
        spec: {authServerRef: {name: server, namespace: %s}, %s}
        """
            .formatted(tenant.team, tenant.security, REDIRECTS);
    tenant.applyServerSide(manifest);
    tenant.awaitReady("twice");
    var before = tenant.client("twice").get().getMetadata();

    tenant.applyServerSide(manifest);

    var after = tenant.client("twice").get().getMetadata();
    assertThat(after.getGeneration()).isEqualTo(before.getGeneration());
    assertThat(after.getResourceVersion()).isEqualTo(before.getResourceVersion());
  }

  @Test
  void client_deletionPolicyRetain_staysInKeycloak() {
    tenant.onboard("kept", REDIRECTS + ", deletionPolicy: Retain");
    tenant.awaitReady("kept");

    tenant.delete("kept");

    await().atMost(Tenant.PATIENCE).until(() -> tenant.client("kept").get() == null);
    assertThat(tenant.isRegistered(tenant.team + ".kept")).isTrue();
  }

  @Test
  void policy_laterForbidsScope_removesExactlyThatScope() {
    tenant.applyPolicy("narrow", "{clientSelector: {matchLabels: {narrow: \"true\"}}}");
    tenant.onboard(
        "restricted", Map.of("narrow", "true"), "scopes: [openid, \"api:read\"], " + REDIRECTS);
    tenant.awaitReady("restricted");
    assertThat(registered("restricted").path("defaultClientScopes").toString())
        .contains("api:read");

    tenant.applyPolicy(
        "narrow",
        "{clientSelector: {matchLabels: {narrow: \"true\"}}, allowedScopes: [openid, profile]}");

    tenant.awaitCondition(
        "restricted",
        "Accepted",
        accepted -> assertThat(accepted.status()).isEqualTo(Status.False));
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> {
          JsonNode client = registered("restricted");
          assertThat(client.path("defaultClientScopes").toString()).doesNotContain("api:read");
          assertThat(client.path("enabled").asBoolean()).isTrue();
          assertThat(client.path("standardFlowEnabled").asBoolean()).isTrue();
        });
    assertThat(tenant.secret("restricted-client-secret").get()).isNotNull();
  }

  @Test
  void policies_imposeDifferentMethods_clientReportsItAndKeepsWorking() {
    String selector =
        "{clientSelector: {matchLabels: {torn: \"true\"}}, clientAuthentication: {method: %s}}";
    tenant.applyPolicy("basic", selector.formatted("client_secret_basic"));
    tenant.onboard("torn", Map.of("torn", "true"), REDIRECTS);
    tenant.awaitReady("torn");
    JsonNode before = registered("torn");

    tenant.applyPolicy("post", selector.formatted("client_secret_post"));

    tenant.awaitCondition(
        "torn",
        "Accepted",
        accepted -> {
          assertThat(accepted.status()).isEqualTo(Status.False);
          assertThat(accepted.message())
              .contains(tenant.security + "/basic", tenant.security + "/post");
        });
    assertThat(registered("torn")).isEqualTo(before);
    for (String policy : List.of("basic", "post")) {
      tenant.awaitConflict(
          policy, tenant.security + "/basic", tenant.security + "/post", tenant.team + "/torn");
    }
  }

  @Test
  void policies_imposeDifferentSchedules_allReportItAndClientIsReady() {
    String policy =
        "{clientSelector: {matchLabels: {late: \"true\"}}, clientAuthentication: {secretRotation: {enabled: true, schedule: \"%s\"}}}";
    tenant.applyPolicy("nightly", policy.formatted("0 0 * * *"));
    tenant.applyPolicy("weekly", policy.formatted("0 0 * * SUN"));

    tenant.onboard("late", Map.of("late", "true"), REDIRECTS);

    tenant.awaitReady("late");
    tenant.awaitCondition(
        "late",
        "Consistent",
        consistent -> {
          assertThat(consistent.status()).isEqualTo(Status.False);
          assertThat(consistent.message())
              .contains(tenant.security + "/nightly", tenant.security + "/weekly");
        });
    tenant.awaitConflict("nightly", tenant.security + "/weekly", tenant.team + "/late");
    tenant.awaitConflict("weekly", tenant.security + "/nightly", tenant.team + "/late");
  }

  @Test
  void secret_refusedByQuota_isReportedAndWrittenLater() {
    String poor = "reconcile-poor";
    tenant.apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %1$s}
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: none, namespace: %1$s}
        spec: {hard: {secrets: "0"}}
        """
            .formatted(poor));
    var quota = tenant.kubernetes.resourceQuotas().inNamespace(poor).withName("none");
    await().atMost(Tenant.PATIENCE).until(() -> quota.get().getStatus().getHard() != null);

    tenant.apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: squeezed, namespace: %s}
        spec: {authServerRef: {name: server, namespace: %s}, %s}
        """
            .formatted(poor, tenant.security, REDIRECTS));
    var client =
        tenant.kubernetes.resources(AuthClient.class).inNamespace(poor).withName("squeezed");
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(client.get().getStatus().conditions())
                .anySatisfy(condition -> {
                  assertThat(condition.reason()).isEqualTo("SecretRefused");
                  assertThat(condition.message()).contains("quota");
                }));

    var unused = quota.delete();
    await()
        .atMost(Tenant.PATIENCE)
        .until(() ->
            tenant.kubernetes.secrets().inNamespace(poor).withName("squeezed-client-secret").get()
                != null);
  }
}
