package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one namespace cannot take from another, and what must not be lost for a stored client. */
class ClaimsAdmissionTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static final Map<String, String> GOVERNED = Map.of("governed", "yes");
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("claims", "{clientSelector: {matchLabels: {governed: \"yes\"}}}");
  }

  @Test
  void client_ungovernedOrBeforeItsServer_cannotTakeTheIdOfAnotherNamespace() {
    var evil = new Tenant("claims-evil");

    for (String server : List.of("server", "later")) {
      CommandResult result = take(evil.team, server, tenant.team + ".app");
      assertThat(result.succeeded()).as(result.toString()).isFalse();
      assertThat(result.stderr()).contains("spec.clientId", "does not begin with");
    }
    tenant.onboard("app", GOVERNED, REDIRECTS);
    tenant.awaitReady("app");
  }

  private static CommandResult take(String namespace, String server, String clientId) {
    return tenant.kubectlApply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: thief, namespace: %s}
        spec: {authServerRef: {name: %s, namespace: %s}, clientId: %s, %s}
        """
            .formatted(namespace, server, tenant.security, clientId, REDIRECTS));
  }

  @Test
  void server_realmChangedWhileAClientIsRegistered_isRefused() {
    tenant.onboard("registered", GOVERNED, REDIRECTS);
    tenant.awaitReady("registered");

    CommandResult result =
        tenant.sandbox.kubectl(
            "patch",
            "authserver",
            "server",
            "-n",
            tenant.security,
            "--type=merge",
            "-p",
            "{\"spec\":{\"issuerUrl\":\"https://other.example.com/realms/other\"}}");

    assertThat(result.succeeded()).as(result.toString()).isFalse();
    assertThat(result.stderr())
        .contains("spec.issuerUrl", "cannot change while clients are registered", tenant.team);
  }

  @Test
  void client_storedWithoutTheNamespaceOfItsServer_canBeUpdated() {
    List<MutatingWebhookConfiguration> webhooks =
        tenant
            .kubernetes
            .admissionRegistration()
            .v1()
            .mutatingWebhookConfigurations()
            .list()
            .getItems()
            .stream()
            .filter(webhook -> webhook.getMetadata().getName().contains("nauthera"))
            .toList();
    assertThat(webhooks).isNotEmpty();
    webhooks.forEach(webhook -> tenant.kubernetes.resource(webhook).delete());
    try {
      // The API server notices a moment later that the webhook is gone.
      await().atMost(Tenant.PATIENCE).until(() -> isStoredWithoutNamespace());
    } finally {
      webhooks.forEach(webhook -> {
        webhook.getMetadata().setResourceVersion(null);
        var unused = tenant.kubernetes.resource(webhook).create();
      });
    }
    // The label shows that the webhook is called again.
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> {
          var unused =
              tenant
                  .sandbox
                  .kubectl(
                      "label",
                      "authclient",
                      "stored",
                      "-n",
                      tenant.security,
                      "at=" + System.nanoTime(),
                      "--overwrite")
                  .orThrow();
          assertThat(stored().getMetadata().getLabels()).containsKey(AuthApi.AUTH_SERVER_LABEL);
        });
    assertThat(stored().getSpec().authServerRef().namespace()).isNull();
  }

  private static boolean isStoredWithoutNamespace() {
    tenant.apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: stored, namespace: %s, annotations: {auth.nauthera.io/requested-by: sandbox-admin}}
        spec: {authServerRef: {name: server}, %s}
        """
            .formatted(tenant.security, REDIRECTS));
    if (stored().getSpec().authServerRef().namespace() == null) {
      return true;
    }
    var unused =
        tenant.sandbox.kubectl("delete", "authclient", "stored", "-n", tenant.security).orThrow();
    return false;
  }

  private static AuthClient stored() {
    return tenant
        .kubernetes
        .resources(AuthClient.class)
        .inNamespace(tenant.security)
        .withName("stored")
        .get();
  }
}
