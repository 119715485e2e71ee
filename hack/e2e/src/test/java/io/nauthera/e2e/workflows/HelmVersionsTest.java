package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.e2e.Tenant;
import io.nauthera.e2e.rights.RightsAreMissing;
import io.nauthera.sandbox.tools.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a release with Helm 3, also when its users change to Helm 4. */
@RightsAreMissing("Helm deletes the roles, before each test, while the programs still run.")
class HelmVersionsTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static final String UPGRADED = "webhook.podAnnotations.test=upgraded";
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("helm-versions", "{allowedScopes: [openid]}");
  }

  @BeforeEach
  void installWithHelm3() {
    helm("uninstall", "--ignore-not-found");
    tenant.sandbox.useHelm(Tool.HELM_3);
    tenant.sandbox.installNauthera();
  }

  @AfterAll
  static void installWithHelm4() {
    tenant.sandbox.useHelm(Tool.HELM);
    helm("uninstall", "--ignore-not-found");
    tenant.sandbox.installNauthera();
  }

  private static void helm(String command, String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = command;
    arguments[1] = "nauthera";
    arguments[2] = "--namespace";
    arguments[3] = "nauthera-system";
    System.arraycopy(more, 0, arguments, 4, more.length);
    var unused = tenant.sandbox.helm(arguments).orThrow();
  }

  private static String kubectl(String... arguments) {
    return tenant.sandbox.kubectl(arguments).orThrow().stdout();
  }

  private static String annotationOfPods() {
    return kubectl(
        "get",
        "deployment",
        "nauthera-webhook",
        "--namespace=nauthera-system",
        "--output=jsonpath={.spec.template.metadata.annotations.test}");
  }

  private static void assertThatClientsAreServed(String client) {
    // The pods of the webhook may be replaced at the moment.
    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> tenant.onboard(client, REDIRECTS));
    tenant.awaitReady(client);
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(tenant.applyClient("refused", REDIRECTS + ", scopes: [admin]").stderr())
                .contains("spec.scopes[0]"));
  }

  @Test
  void release_installedUpgradedAndRolledBackWithHelm3_servesClients_untilItIsUninstalled() {
    assertThatClientsAreServed("installed");

    tenant.sandbox.installNauthera(UPGRADED);
    assertThat(annotationOfPods()).isEqualTo("upgraded");
    assertThatClientsAreServed("upgraded");

    helm("rollback");
    assertThat(annotationOfPods()).isEmpty();
    assertThatClientsAreServed("rolled-back");

    helm("uninstall");
    assertThat(
            kubectl(
                "get",
                "deployments,services,mutatingwebhookconfigurations,"
                    + "validatingwebhookconfigurations,validatingadmissionpolicies",
                "--all-namespaces",
                "--selector=app.kubernetes.io/part-of=nauthera",
                "--output=name"))
        .isEmpty();
    assertThat(kubectl("get", "crds", "--selector=app.kubernetes.io/part-of=nauthera", "-o=name"))
        .hasLineCount(4);
  }

  @Test
  void release_ofHelm3_isUpgradedAndRolledBackByHelm4() {
    tenant.sandbox.useHelm(Tool.HELM);

    tenant.sandbox.installNauthera(UPGRADED);
    assertThat(annotationOfPods()).isEqualTo("upgraded");
    assertThatClientsAreServed("of-helm-4");

    helm("rollback");
    assertThat(annotationOfPods()).isEmpty();
    assertThatClientsAreServed("of-helm-3-again");
  }
}
