package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.e2e.ChangedSchemas;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An upgrade installs newer CRDs first. The programs of this version then meet fields that they do
 * not know, and go on.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static Tenant tenant;
  private static ChangedSchemas schemas;

  @BeforeAll
  static void newerObjects() {
    tenant = Tenant.governedBy("upgrade", "{allowedScopes: [openid, profile]}");
    tenant.onboard("app", REDIRECTS);
    tenant.awaitReady("app");
    schemas = new ChangedSchemas(tenant.kubernetes);
    for (ResourceKind kind : ResourceKind.values()) {
      schemas.change(kind, UpgradeTest::addFutureFields);
    }
    await()
        .atMost(Tenant.PATIENCE)
        .until(() -> tenant.applyClient("probe", REDIRECTS + ", future: x").succeeded());
    tenant.apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: server, namespace: %s}
        spec: {issuerUrl: "%s/realms/%s", future: x}
        ---
        apiVersion: auth.nauthera.io/v1alpha1
        kind: UserStore
        metadata: {name: store, namespace: %1$s}
        spec: {future: x, type: ldap, ldap: {server: "ldaps://l.example.com", userSearch: {baseDN: "dc=x"}}}
        """
            .formatted(tenant.security, tenant.sandbox.keycloak().url(), tenant.realm));
    // As the webhook of the newer version would admit it.
    tenant.sandbox.skipAdmission(tenant.security);
    await().atMost(Tenant.PATIENCE).until(() -> applyNewerPolicy().succeeded());
    tenant.sandbox.skipAdmission();
    writeStatus("AuthClient", tenant.team, "app");
    writeStatus("AuthServer", tenant.security, "server");
    writeStatus("AuthPolicy", tenant.security, "web");
  }

  private static void addFutureFields(JSONSchemaProps schema) {
    for (String part : List.of("spec", "status")) {
      var text = new JSONSchemaPropsBuilder().withType("string").build();
      schema.getProperties().get(part).getProperties().put("future", text);
    }
  }

  private static CommandResult applyNewerPolicy() {
    return tenant.kubectlApply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthPolicy
        metadata: {name: newer, namespace: %s}
        spec: {future: x, clientSelector: {matchLabels: {tier: one}}}
        """
            .formatted(tenant.security));
  }

  /** Writes what a newer version would add to a status. */
  private static void writeStatus(String kind, String namespace, String name) {
    var unused =
        tenant
            .kubectlApply(
                """
                apiVersion: auth.nauthera.io/v1alpha1
                kind: %s
                metadata: {name: %s, namespace: %s}
                status: {future: x}
                """
                    .formatted(kind, name, namespace),
                "--server-side",
                "--subresource=status",
                "--field-manager=newer-version")
            .orThrow();
  }

  @AfterAll
  static void restore() {
    try {
      var unused = tenant.sandbox.kubectl("delete", "authpolicy", "newer", "-n", tenant.security);
    } finally {
      schemas.close();
    }
  }

  /** With a new name each time: a client that is stored already has no new violation. */
  private static CommandResult newClient(String spec) {
    return tenant.applyClient("late-" + System.nanoTime(), spec);
  }

  private static String field(String kind, String namespace, String name, String path) {
    return tenant
        .sandbox
        .kubectl("get", kind, name, "-n", namespace, "-o", "jsonpath={" + path + "}")
        .orThrow()
        .stdout();
  }

  private static void awaitField(
      String kind, String namespace, String name, String path, String value) {
    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(field(kind, namespace, name, path)).isEqualTo(value));
  }

  private static String condition(String type, String field) {
    return ".status.conditions[?(@.type==\"%s\")].%s".formatted(type, field);
  }

  @Test
  @Order(1)
  void clients_areDecidedAndProvisioned_andKeepTheirFields() {
    tenant.onboard("newborn", REDIRECTS + ", future: x");
    awaitField("AuthClient", tenant.team, "newborn", condition("Ready", "status"), "True");
    assertThat(field("AuthClient", tenant.team, "newborn", ".spec.future")).isEqualTo("x");
    awaitField("AuthClient", tenant.team, "app", ".status.future", "x");
    CommandResult refused = tenant.applyClient("bad", REDIRECTS + ", scopes: [admin]");
    assertThat(refused.stderr()).contains("spec.scopes[0]", "admin");

    tenant.applyPolicy("web", "{allowedScopes: [openid]}");
    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(newClient(REDIRECTS + ", scopes: [profile]").stderr())
                .contains("spec.scopes[0]", "profile"));

    var unused =
        tenant.sandbox.kubectl("delete", "authclient", "newborn", "-n", tenant.team).orThrow();
    assertThat(tenant.isRegistered(tenant.team + ".newborn")).isFalse();
  }

  @Test
  @Order(2)
  void policy_withAFieldOfANewerVersion_deniesOnlyWhatItGoverns() {
    // The webhook may see the policy a moment later than the API server.
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    tenant
                        .applyClient(
                            "governed-" + System.nanoTime(), Map.of("tier", "one"), REDIRECTS)
                        .stderr())
                .contains(
                    "AuthPolicy %s/newer cannot be read: spec.future: is not supported by this version of Nauthera"
                        .formatted(tenant.security)));
    tenant.onboard("free", REDIRECTS);
    tenant.awaitReady("free");

    awaitField(
        "AuthPolicy", tenant.security, "newer", condition("Accepted", "reason"), "Unreadable");
    assertThat(field("AuthPolicy", tenant.security, "newer", ".spec.future")).isEqualTo("x");
    assertThat(field("AuthPolicy", tenant.security, "web", condition("Accepted", "status")))
        .isEqualTo("True");
  }

  @Test
  @Order(3)
  void programs_restarted_becomeReady() {
    tenant.sandbox.webhookProcess().kill();
    tenant.sandbox.controllerProcess().kill();
    tenant.sandbox.webhookProcess().awaitReady(Tenant.PATIENCE);
    tenant.sandbox.controllerProcess().awaitReady(Tenant.PATIENCE);

    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> tenant.onboard("afterwards", REDIRECTS + ", future: x"));
    awaitField("AuthClient", tenant.team, "afterwards", condition("Ready", "status"), "True");
  }
}
