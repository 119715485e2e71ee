package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.e2e.Tenant;
import io.nauthera.e2e.rights.RightsAreMissing;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/uninstall.md promises about clients that are present, and about Keycloak down. */
class UninstallTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("uninstall", "{}");
  }

  private static String kubectl(String... arguments) {
    return tenant.sandbox.kubectl(arguments).orThrow().stdout();
  }

  private static void onboard(String client) {
    tenant.onboard(client, REDIRECTS);
    tenant.awaitReady(client);
  }

  private static void awaitGone(String client) {
    await().atMost(Tenant.PATIENCE).until(() -> tenant.client(client).get() == null);
  }

  @Test
  @RightsAreMissing("Helm deletes the roles while the programs still run.")
  void release_uninstalledBeforeItsClients_blocksNothingAndTheNextOneContinues() {
    onboard("stays");
    onboard("goes");
    Secret credentials = tenant.secret("stays-client-secret").get();
    var unused =
        tenant.sandbox.helm("uninstall", "nauthera", "--namespace", "nauthera-system").orThrow();
    try {
      assertThat(
              kubectl(
                  "get",
                  "mutatingwebhookconfigurations,validatingwebhookconfigurations,"
                      + "validatingadmissionpolicies",
                  "-l",
                  "app.kubernetes.io/part-of=nauthera",
                  "-o",
                  "name"))
          .isEmpty();
      assertThat(kubectl("get", "crd", "-l", "app.kubernetes.io/part-of=nauthera", "-o", "name"))
          .hasLineCount(4);
      assertThat(tenant.secret("stays-client-secret").get().getData())
          .isEqualTo(credentials.getData());
      assertThat(tenant.isRegistered(tenant.team + ".stays")).isTrue();

      tenant.delete("goes");
      assertThat(tenant.client("goes").get().getMetadata().getFinalizers())
          .containsExactly(AuthApi.CLIENT_FINALIZER);
    } finally {
      tenant.sandbox.installNauthera();
    }

    awaitGone("goes");
    assertThat(tenant.isRegistered(tenant.team + ".goes")).isFalse();
    tenant.awaitReady("stays");
    assertThat(tenant.secret("stays-client-secret").get().getData())
        .isEqualTo(credentials.getData());
  }

  @Test
  void client_abandonedWhileKeycloakIsDown_goesAndAnEventNamesIt() {
    onboard("abandoned");
    tenant.sandbox.keycloak().stop();
    try {
      tenant.delete("abandoned");
      tenant.awaitCondition(
          "abandoned", "Ready", ready -> assertThat(ready.reason()).isEqualTo("RemovalPending"));

      var unused =
          kubectl(
              "annotate",
              "authclient",
              "abandoned",
              "-n",
              tenant.team,
              AuthApi.ABANDON_ANNOTATION + "=true");

      awaitGone("abandoned");
      await()
          .atMost(Tenant.PATIENCE)
          .untilAsserted(() ->
              assertThat(
                      kubectl(
                          "get", "events", "-n", tenant.team, "--field-selector=reason=Abandoned"))
                  .contains(tenant.team + ".abandoned", "/realms/" + tenant.realm));
    } finally {
      tenant.sandbox.keycloak().start();
    }
    assertThat(tenant.isRegistered(tenant.team + ".abandoned")).isTrue();
  }
}
