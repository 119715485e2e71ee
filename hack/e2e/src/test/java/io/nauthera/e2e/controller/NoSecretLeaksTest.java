package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Logs, statuses and Events contain no secret value. */
class NoSecretLeaksTest {
  @Test
  void secrets_ofServerAndClient_areInNoLogStatusOrEvent() {
    var tenant = new Tenant("leaks");
    ServiceAccount account = tenant.createRealm();
    tenant.applyCredentials(account.clientId(), "a-wrong-secret-77aa");
    tenant.applyServer();
    tenant.applyPolicy("web", "{enforcePKCE: true}");
    tenant.onboard("discreet", "redirectUris: [\"https://app.example.com/callback\"]");
    tenant.awaitCondition(
        "discreet",
        "Programmed",
        programmed -> assertThat(programmed.reason()).isEqualTo("CredentialsRejected"));
    tenant.applyCredentials(account.clientId(), account.secret());
    tenant.awaitReady("discreet");

    String clientSecret =
        new String(
            Base64.getDecoder()
                .decode(
                    tenant.secret("discreet-client-secret").get().getData().get("client_secret")),
            StandardCharsets.UTF_8);
    String published =
        tenant.sandbox.controllerProcess().output()
            + tenant.sandbox.webhookProcess().output()
            + Serialization.asYaml(tenant.client("discreet").get())
            + Serialization.asYaml(tenant.server().get())
            + Serialization.asYaml(
                tenant.kubernetes.events().v1().events().inAnyNamespace().list());
    assertThat(published)
        .contains("discreet")
        .doesNotContain(clientSecret, account.secret(), "a-wrong-secret-77aa");
  }
}
