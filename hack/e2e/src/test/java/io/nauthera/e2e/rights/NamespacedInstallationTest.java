package io.nauthera.e2e.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.pods.PodProcess;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An installation that serves some namespaces only, with certificates of its own, in a cluster of
 * its own: what it does in these namespaces and in others, and the rights that it has and uses.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NamespacedInstallationTest {
  private static final String OTHER = "other-team";
  private static final String WEB = "redirectUris: [\"https://app.example.com/callback\"]";
  private static final String FORBIDDEN = "redirectUris: [\"ftp://app.example.com/\"]";

  private static Sandbox sandbox;
  private static Tenant tenant;
  private static RightsAudit audit;

  @BeforeAll
  static void install() {
    sandbox = Sandbox.start();
    DeniedRequests.watch(sandbox.controlPlane().auditLog());
    tenant = new Tenant(sandbox, "served");
    var unused =
        sandbox
            .kubernetes()
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(OTHER).endMetadata().build())
            .create();
    var log = AuditLog.fromTheBeginning(sandbox.controlPlane().auditLog());
    audit = new RightsAudit(sandbox.kubernetes(), log);
    serve(tenant.security, tenant.team);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static void serve(String... namespaces) {
    sandbox.installNauthera(
        "webhook.certificate.mode=selfSigned",
        "controller.watchNamespaces={%s}".formatted(String.join(",", namespaces)));
  }

  private static CommandResult applyInOther(String name, String spec) {
    return tenant.kubectlApply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: %s, namespace: %s}
        spec: {authServerRef: {name: server, namespace: %s}, %s}
        """
            .formatted(name, OTHER, tenant.security, spec));
  }

  private static AuthClient inOther(String name) {
    return sandbox
        .kubernetes()
        .resources(AuthClient.class)
        .inNamespace(OTHER)
        .withName(name)
        .require();
  }

  @Test
  @Order(1)
  void rights_inTheWholeCluster_areOnlyThoseThatNoRoleCanGrant() {
    List<String> names = List.of(tenant.security, tenant.team, "kube-system", "nauthera");

    for (String account : List.of(RightsAudit.CONTROLLER, RightsAudit.WEBHOOK)) {
      assertThat(audit.grants(account))
          .filteredOn(grant -> grant.namespace().isEmpty())
          .isNotEmpty()
          .allSatisfy(grant -> {
            assertThat(grant.resource())
                .isIn(
                    "namespaces",
                    "mutatingwebhookconfigurations.admissionregistration.k8s.io",
                    "validatingwebhookconfigurations.admissionregistration.k8s.io");
            assertThat(grant.name()).isIn(names);
          });
      assertThat(audit.grants(account))
          .extracting(Grant::namespace)
          .contains(tenant.security, tenant.team)
          .isSubsetOf("", tenant.security, tenant.team, "nauthera-system");
    }
  }

  /** Uses each right, also that of the webhook to its certificate. */
  @Test
  @Order(2)
  void programs_useEachRightThatTheyHave_andNoOther() throws IOException {
    var life = new ProgramLife(tenant, audit);
    life.run();
    life.repairTheCertificate("nauthera-webhook-self-signed");

    audit.assertExact(RightsAudit.CONTROLLER);
    audit.assertExact(RightsAudit.WEBHOOK);
  }

  @Test
  @Order(3)
  void client_inAServedNamespace_isCheckedAndGetsItsSecret() {
    tenant.onboard("app", WEB);

    tenant.awaitReady("app");
    assertThat(tenant.secret("app-client-secret").get()).isNotNull();
    assertThat(tenant.isRegistered(tenant.team + ".app")).isTrue();
    assertThat(tenant.applyClient("wrong", FORBIDDEN).stderr())
        .contains("The AuthClient \"wrong\" is invalid", "spec.redirectUris[0]");
  }

  /** The developer sees an AuthClient without any state. */
  @Test
  @Order(4)
  void client_inAnotherNamespace_isNeitherCheckedNorTouched() {
    assertThat(applyInOther("valid", WEB).stderr()).isEmpty();
    assertThat(applyInOther("wrong", FORBIDDEN).stderr()).isEmpty();
    String secrets = namesOf("secrets");

    // A client that is applied later, in a served namespace, is ready before.
    tenant.onboard("later", WEB);
    tenant.awaitReady("later");

    for (String name : List.of("valid", "wrong")) {
      assertThat(inOther(name).getMetadata().getFinalizers()).isEmpty();
      assertThat(inOther(name).getMetadata().getAnnotations())
          .doesNotContainKey("auth.nauthera.io/requested-by");
      assertThat(inOther(name).getStatus().conditions()).isNull();
      assertThat(tenant.isRegistered(OTHER + "." + name)).isFalse();
    }
    assertThat(namesOf("secrets")).isEqualTo(secrets);
    assertThat(namesOf("events")).isEmpty();
    String row = kubectl("get", "authclient", "valid", "-n", OTHER, "--no-headers");
    assertThat(row.split("\\s+", -1)).startsWith("valid", "server");
    // It can be deleted, because nothing holds it.
    assertThat(kubectl("delete", "authclient", "wrong", "-n", OTHER, "--timeout=30s"))
        .contains("deleted");
  }

  private static String namesOf(String resources) {
    return kubectl("get", resources, "-n", OTHER, "-o", "name");
  }

  private static String kubectl(String... arguments) {
    return sandbox.kubectl(arguments).orThrow().stdout();
  }

  @Test
  @Order(5)
  void authServer_inAnotherNamespace_doesNotExistForAClient() {
    tenant.apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: server, namespace: %s}
        spec: {issuerUrl: "%s/realms/%s"}
        """
            .formatted(OTHER, sandbox.keycloak().url(), tenant.realm));
    CommandResult applied =
        tenant.kubectlApply(
            """
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthClient
            metadata: {name: elsewhere, namespace: %s}
            spec: {authServerRef: {name: server, namespace: %s}, %s}
            """
                .formatted(tenant.team, OTHER, WEB));

    assertThat(applied.orThrow().stderr()).contains("Warning:", OTHER + "/server");
    tenant.awaitCondition(
        "elsewhere",
        "ResolvedRefs",
        condition -> assertThat(condition.reason()).isEqualTo("AuthServerNotFound"));
  }

  @Test
  @Order(6)
  void namespace_addedByAnUpgrade_isServedWithTheClientsThatItHas() {
    serve(tenant.security, tenant.team, OTHER);

    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(inOther("valid").getStatus().conditions())
                .anySatisfy(condition -> {
                  assertThat(condition.type()).isEqualTo("Ready");
                  assertThat(condition.status().name()).isEqualTo("True");
                }));
    assertThat(tenant.isRegistered(OTHER + ".valid")).isTrue();
    assertThat(namesOf("secrets")).contains("secret/valid-client-secret");
    assertThat(applyInOther("wrong", FORBIDDEN).stderr()).contains("spec.redirectUris[0]");
    tenant.awaitReady("app");
  }

  @Test
  @Order(7)
  @RightsAreMissing("The Role of a namespace is deleted with it, and the programs still watch it.")
  void namespace_deleted_leavesTheOthersServed_alsoAfterARestart() {
    var unused = kubectl("delete", "authclients", "--all", "-n", OTHER, "--timeout=60s");
    unused = kubectl("delete", "namespace", OTHER, "--timeout=60s");

    tenant.onboard("afterwards", WEB);
    tenant.awaitReady("afterwards");

    for (PodProcess program : List.of(sandbox.webhookProcess(), sandbox.controllerProcess())) {
      program.kill();
      program.awaitReady(Tenant.PATIENCE);
    }
    tenant.onboard("restarted", WEB);
    tenant.awaitReady("restarted");
    assertThat(tenant.applyClient("wrong", FORBIDDEN).stderr()).contains("spec.redirectUris[0]");
  }

  @Test
  @Order(8)
  void namespace_takenOutOfTheList_isNotCalledAnyMore() {
    serve(tenant.security, tenant.team);

    tenant.onboard("last", WEB);
    tenant.awaitReady("last");
  }
}
