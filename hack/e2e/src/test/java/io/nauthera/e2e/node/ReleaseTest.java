package io.nauthera.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.nauthera.demo.PodCluster;
import io.nauthera.e2e.rights.RightsAreMissing;
import io.nauthera.sandbox.node.NautheraChart;
import io.nauthera.sandbox.tools.Tool;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Install, upgrade, rollback and uninstall with each version of Helm. No webhook is ever left
 * without a pod behind it.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"HELM_3", "HELM"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@RightsAreMissing("Helm deletes the roles, before and at the end, while the programs still run.")
class ReleaseTest {
  private static PodCluster cluster;

  private final Tool version;
  private final NautheraChart chart;

  ReleaseTest(Tool version) {
    this.version = version;
    this.chart = cluster.chart().with(version);
  }

  @BeforeParameterizedClassInvocation
  static void install(Tool version) {
    cluster = SharedNode.cluster();
    var unused = cluster.chart().helm("uninstall", "--wait", "--ignore-not-found").orThrow();
    unused = cluster.chart().with(version).install().orThrow();
  }

  @Test
  @Order(1)
  void creates_whileTheReleaseIsUpgradedAndRolledBack_allPass() throws Exception {
    try (SteadyCreates creates =
        SteadyCreates.start(cluster.kubernetes(), "upgrades-" + version.program())) {
      var unused = chart.install("webhook.podAnnotations.test=upgraded").orThrow();
      unused = chart.helm("rollback", "--wait", "--timeout=5m").orThrow();
      creates.stop();

      assertThat(creates.failures()).isEmpty();
      assertThat(creates.count()).isGreaterThan(10);
    }
  }

  @Test
  @Order(2)
  void namespace_withAuthClients_isDeletedWhileNoWebhookPodRuns() {
    var unused = cluster.kubectl("create", "namespace", "going").orThrow();
    unused =
        cluster
            .access()
            .kubectlReading(
                """
                apiVersion: auth.nauthera.io/v1alpha1
                kind: AuthClient
                metadata: {name: app, namespace: going}
                spec:
                  authServerRef: {name: absent}
                  redirectUris: ["https://app.example.com/callback"]
                """,
                "create",
                "-f",
                "-")
            .orThrow();
    int replicas = webhook().require().getSpec().getReplicas();
    scaleWebhook(0);
    try {
      unused = cluster.kubectl("delete", "namespace", "going", "--timeout=120s").orThrow();
    } finally {
      scaleWebhook(replicas);
    }
    assertThat(cluster.kubernetes().namespaces().withName("going").get()).isNull();
  }

  private static RollableScalableResource<Deployment> webhook() {
    return cluster
        .kubernetes()
        .apps()
        .deployments()
        .inNamespace(NautheraChart.NAMESPACE)
        .withName("nauthera-webhook");
  }

  private static void scaleWebhook(int replicas) {
    var unused =
        cluster
            .kubectl(
                "scale",
                "deployment/nauthera-webhook",
                "--replicas=" + replicas,
                "-n",
                NautheraChart.NAMESPACE)
            .orThrow();
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> {
          DeploymentStatus status = webhook().require().getStatus();
          assertThat(Objects.requireNonNullElse(status.getReplicas(), 0)).isEqualTo(replicas);
          assertThat(Objects.requireNonNullElse(status.getReadyReplicas(), 0)).isEqualTo(replicas);
        });
  }

  @Test
  @Order(3)
  void creates_whileTheReleaseIsUninstalled_allPass() throws Exception {
    try (SteadyCreates creates =
        SteadyCreates.startUnchecked(cluster.kubernetes(), "uninstall-" + version.program())) {
      if (version == Tool.HELM_3) {
        deleteWebhookConfigurations(); // Helm 4 does so itself, and Helm 3 deletes them last
      }
      var unused = chart.helm("uninstall", "--wait", "--timeout=5m").orThrow();
      creates.stop();

      assertThat(creates.failures()).isEmpty();
    }
    var admission = cluster.kubernetes().admissionRegistration().v1();
    assertThat(admission.validatingWebhookConfigurations().list().getItems()).isEmpty();
    assertThat(admission.mutatingWebhookConfigurations().list().getItems()).isEmpty();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            cluster
                .kubernetes()
                .pods()
                .inNamespace(NautheraChart.NAMESPACE)
                .list()
                .getItems()
                .isEmpty());
  }

  private static void deleteWebhookConfigurations() {
    var unused =
        cluster
            .kubectl(
                "delete",
                "validatingwebhookconfigurations,mutatingwebhookconfigurations",
                "--selector=app.kubernetes.io/part-of=nauthera")
            .orThrow();
  }
}
