package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import io.nauthera.sandbox.process.CommandResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which servers and which credentials the controller uses. */
class ServerRightsTest {
  private static Tenant tenant;
  private static ServiceAccount account;

  @BeforeAll
  static void realm() {
    tenant = new Tenant("server-rights");
    account = tenant.createRealm();
  }

  private static String server(String keycloak) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthServer
    metadata: {name: server, namespace: %s}
    spec: {issuerUrl: "%s/realms/%s", keycloak: {%s}}
    """
        .formatted(tenant.security, tenant.sandbox.keycloak().url(), tenant.realm, keycloak);
  }

  private static void awaitDescription(String... words) {
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    tenant
                        .sandbox
                        .kubectl("describe", "authserver", "server", "-n", tenant.security)
                        .orThrow()
                        .stdout())
                .contains(words));
  }

  private static void label(String value) {
    var unused =
        tenant
            .sandbox
            .kubectl(
                "label",
                "secret",
                "shared",
                "-n",
                tenant.security,
                "auth.nauthera.io/auth-server-credentials" + value)
            .orThrow();
  }

  @Test
  void secret_ofAnotherName_isUsedOnlyWithTheLabel() {
    var unused =
        tenant
            .sandbox
            .kubectl(
                "create",
                "secret",
                "generic",
                "shared",
                "-n",
                tenant.security,
                "--from-literal=client_id=" + account.clientId(),
                "--from-literal=client_secret=" + account.secret())
            .orThrow();

    tenant.apply(server("credentialsSecretRef: {name: shared}"));
    awaitDescription(
        "CredentialsNotLabeled", "the label auth.nauthera.io/auth-server-credentials: \"true\"");

    label("=true");
    awaitDescription("clients can be registered");
  }

  @Test
  void loopbackHttp_whereItIsNotAllowed_isRefusedAndNotUsed() {
    tenant.apply(server(""));
    tenant.applyCredentials(account.clientId(), account.secret());
    awaitDescription("clients can be registered");
    tenant.sandbox.installNauthera("allowLoopbackIssuers=false");
    try {
      awaitDescription("LoopbackHttpNotAllowed", "chart value allowLoopbackIssuers");
      CommandResult changed =
          tenant.kubectlApply(server("realm: " + tenant.realm), "--dry-run=server");
      assertThat(changed.stderr())
          .contains("spec.issuerUrl", "uses http", "chart value allowLoopbackIssuers");
    } finally {
      tenant.sandbox.installNauthera();
    }
    awaitDescription("clients can be registered");
  }
}
