package io.nauthera.e2e.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.e2e.rights.DeniedRequests;
import io.nauthera.e2e.rights.RightsAreMissing;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.CommandResult;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The mode selfSigned in a cluster of its own, with a real API server: installation, repair,
 * rotations while creates go on, a change of the mode, and the end of the installation.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SelfSignedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAMESPACE = "nauthera-system";
  private static final String SECRET = "nauthera-webhook-self-signed";
  private static final String[] SELF_SIGNED = {
    "webhook.certificate.mode=selfSigned",
    "webhook.extraEnv[0].name=NAUTHERA_CERTIFICATE_INTERVAL",
    "webhook.extraEnv[0].value=1s"
  };

  private static Sandbox sandbox;

  @BeforeAll
  static void install() {
    sandbox = Sandbox.startWithoutKeycloak();
    DeniedRequests.watch(sandbox.controlPlane().auditLog());
    sandbox.installNauthera(SELF_SIGNED);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static FreshCaller freshCaller() {
    return new FreshCaller(sandbox.kubernetes(), sandbox.webhookProcess().address());
  }

  private static CommandResult applyWrongClient() {
    return sandbox.kubectlReading(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: wrong, namespace: default}
        spec:
          authServerRef: {name: server}
          redirectUris: ["https://user@app.example.com/callback"]
        """,
        "apply",
        "-f",
        "-");
  }

  private static void assertThatAdmissionWorks() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(applyWrongClient().stderr())
                .contains("The AuthClient \"wrong\" is invalid", "spec.redirectUris[0]"));
  }

  private static void replaceBundles(String caBundle) {
    for (String kind : List.of("validating", "mutating")) {
      var unused =
          sandbox
              .kubectl(
                  "patch",
                  kind + "webhookconfiguration",
                  "nauthera",
                  "--type=json",
                  "-p",
                  "[{\"op\": \"add\", \"path\": \"/webhooks/0/clientConfig/caBundle\", \"value\": \"%s\"}]"
                      .formatted(caBundle))
              .orThrow();
    }
  }

  private static void deleteSecret() {
    var unused = sandbox.kubectl("delete", "secret", SECRET, "-n", NAMESPACE).orThrow();
  }

  private static void damage(String key) {
    String patch =
        "{\"data\": {\"%s\": \"%s\"}}"
            .formatted(
                key,
                Base64.getEncoder().encodeToString("garbage".getBytes(StandardCharsets.US_ASCII)));
    var unused =
        sandbox
            .kubectl("patch", "secret", SECRET, "-n", NAMESPACE, "--type=merge", "-p", patch)
            .orThrow();
  }

  private static X509Certificate awaitOther(FreshCaller caller, X509Certificate before) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(caller::served, served -> !served.equals(before));
  }

  @Test
  @Order(1)
  void install_needsNothingOfCertManager_andAdmissionWorks() throws Exception {
    assertThatAdmissionWorks();
    var issuers = sandbox.kubectl("get", "issuers,certificates", "-A", "-o", "name").orThrow();
    assertThat(issuers.stdout()).isEmpty();
    assertThat(freshCaller().served().getSubjectAlternativeNames().toString())
        .contains("nauthera-webhook.nauthera-system.svc");
    assertThat(sandbox.webhookProcess().output()).doesNotContain("PRIVATE KEY");
  }

  /** The owner of the field is the webhook, so that no tool takes it away. */
  @Test
  @Order(2)
  void helm_upgrade_leavesTheBundleAlone() {
    byte[] before = freshCaller().caBundle();

    for (String version : List.of("1", "2")) {
      String[] values = Arrays.copyOf(SELF_SIGNED, SELF_SIGNED.length + 1);
      values[SELF_SIGNED.length] = "controller.podAnnotations.restarted=v" + version;
      sandbox.installNauthera(values);
      assertThat(freshCaller().caBundle()).isEqualTo(before);
    }

    var fields =
        sandbox
            .kubectl(
                "get",
                "validatingwebhookconfiguration",
                "nauthera",
                "-o",
                "json",
                "--show-managed-fields")
            .orThrow();
    assertThat(fields.stdout()).contains("\"manager\": \"nauthera-webhook\"");
  }

  @Test
  @Order(3)
  void secret_deletedOrDamaged_isRepairedWithoutAFailure() throws Exception {
    try (var creates = new SteadyCreates(sandbox.kubeconfig())) {
      FreshCaller caller = freshCaller();
      X509Certificate first = caller.served();
      deleteSecret();
      X509Certificate second = awaitOther(caller, first);
      damage("ca.key");
      X509Certificate third = awaitOther(caller, second);

      assertThat(third.getIssuerX500Principal()).isNotEqualTo(second.getIssuerX500Principal());
      creates.stop();
      assertThat(creates.failures()).isEmpty();
    }
    assertThatAdmissionWorks();
  }

  @Test
  @Order(4)
  void bundle_emptied_isRepaired() {
    replaceBundles("");

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(freshCaller().caBundle()).isNotEmpty());

    assertThatAdmissionWorks();
  }

  @Test
  @Order(5)
  void rotations_whileCreatesGoOn_failNone() throws Exception {
    FreshCaller caller = freshCaller();
    try (var creates = new SteadyCreates(sandbox.kubeconfig())) {
      caller.start();
      X509Certificate served = caller.served();
      for (int rotation = 0; rotation < 20; rotation++) {
        if (rotation % 4 == 0) {
          deleteSecret();
        } else {
          damage("tls.key");
        }
        served = awaitOther(caller, served);
      }
      caller.stop();
      creates.stop();

      System.err.printf(
          "20 rotations: %d creates and %d new connections, failed: %d and %d%n",
          creates.admitted(), caller.calls(), creates.failures().size(), caller.failures().size());
      assertThat(creates.failures()).isEmpty();
      assertThat(caller.failures()).isEmpty();
      assertThat(creates.admitted()).isPositive();
      assertThat(caller.calls()).isPositive();
    }
  }

  /** The mode existingSecret uses the certificate that cert-manager has left behind. */
  @Test
  @Order(6)
  @RightsAreMissing("Helm deletes the roles of the old mode while its program still runs.")
  void mode_changed_leavesAWorkingInstallation() throws Exception {
    sandbox.installNauthera();
    assertThatAdmissionWorks();
    assertThat(freshCaller().served().getIssuerX500Principal().getName())
        .contains("nauthera-webhook-ca");
    assertThat(sandbox.kubectl("get", "role", "-n", NAMESPACE, "-o", "name").stdout())
        .doesNotContain("nauthera-webhook-certificates");

    sandbox.installNauthera(SELF_SIGNED);
    assertThatAdmissionWorks();
    X509Certificate selfSigned = freshCaller().served();

    String authority =
        sandbox
            .kubernetes()
            .secrets()
            .inNamespace(NAMESPACE)
            .withName("nauthera-webhook-tls")
            .get()
            .getData()
            .get("ca.crt");
    // The field belongs to the webhook so far.
    var unused =
        sandbox
            .helm(
                "upgrade",
                "nauthera",
                "../../charts/nauthera",
                "--namespace",
                NAMESPACE,
                "--reuse-values",
                "--force-conflicts",
                "--set",
                "webhook.certificate.mode=existingSecret",
                "--set",
                "webhook.certificate.secretName=nauthera-webhook-tls",
                "--set",
                "webhook.certificate.caBundle="
                    + new String(Base64.getDecoder().decode(authority), StandardCharsets.US_ASCII))
            .orThrow();
    X509Certificate existing = awaitOther(freshCaller(), selfSigned);
    assertThat(existing.getIssuerX500Principal().getName()).contains("nauthera-webhook-ca");
    assertThatAdmissionWorks();

    sandbox.installNauthera(SELF_SIGNED);
    assertThatAdmissionWorks();
  }

  @Test
  @Order(7)
  @RightsAreMissing("Helm deletes the roles while the programs still run.")
  void uninstall_whileCreatesGoOn_blocksNone_andTheNextInstallationWorks() {
    try (var creates = new SteadyCreates(sandbox.kubeconfig())) {
      await().atMost(PATIENCE).until(() -> creates.admitted() > 20);

      var unused = sandbox.helm("uninstall", "nauthera", "--namespace", NAMESPACE).orThrow();
      int afterwards = creates.admitted();
      await().atMost(PATIENCE).until(() -> creates.admitted() > afterwards + 20);

      creates.stop();
      assertThat(creates.failures()).isEmpty();
    }
    assertThat(sandbox.kubectl("get", "validatingwebhookconfigurations", "-o", "name").stdout())
        .isEmpty();

    sandbox.installNauthera(SELF_SIGNED);
    assertThatAdmissionWorks();
  }
}
