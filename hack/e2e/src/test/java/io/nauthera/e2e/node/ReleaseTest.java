package io.nauthera.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.nauthera.demo.PodCluster;
import io.nauthera.sandbox.node.NautheraChart;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Upgrade, rollback and uninstall with Helm. No webhook is ever left without a pod behind it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReleaseTest {
  private static PodCluster cluster;
  private static NautheraChart chart;

  @BeforeAll
  static void install() {
    cluster = SharedNode.withNauthera();
    chart = cluster.chart();
  }

  @Test
  @Order(1)
  void creates_whileTheReleaseIsUpgradedAndRolledBack_allPass() throws Exception {
    try (SteadyCreates creates = SteadyCreates.start(cluster.kubernetes(), "upgrades")) {
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
    try (SteadyCreates creates = SteadyCreates.startUnchecked(cluster.kubernetes(), "uninstall")) {
      var unused = chart.helm("uninstall", "--wait", "--timeout=5m").orThrow();
      creates.stop();

      assertThat(creates.failures()).isEmpty();
    }
    var admission = cluster.kubernetes().admissionRegistration().v1();
    assertThat(admission.validatingWebhookConfigurations().list().getItems()).isEmpty();
    assertThat(admission.mutatingWebhookConfigurations().list().getItems()).isEmpty();
  }
}
