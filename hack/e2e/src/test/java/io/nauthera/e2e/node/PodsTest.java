package io.nauthera.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.demo.PodCluster;
import io.nauthera.demo.Transcript;
import io.nauthera.demo.Workflows;
import io.nauthera.e2e.observability.MonitoredPods;
import io.nauthera.sandbox.node.NautheraChart;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The chart as a user installs it, and both workflows with every program in a pod. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PodsTest {
  private static PodCluster cluster;
  private static Workflows workflows;

  @BeforeAll
  static void install() {
    cluster = SharedNode.withNauthera();
    workflows =
        new Workflows(cluster, new Transcript(new PrintStream(OutputStream.nullOutputStream())));
  }

  @Test
  @Order(1)
  void chart_installedAndWaitedFor_allPodsAreReadyUnderRestrictedPodSecurity() {
    List<Pod> pods =
        cluster.kubernetes().pods().inNamespace(NautheraChart.NAMESPACE).list().getItems();

    assertThat(pods).hasSizeGreaterThanOrEqualTo(2);
    assertThat(pods)
        .allSatisfy(pod ->
            assertThat(pod.getStatus().getContainerStatuses()).allMatch(ContainerStatus::getReady));
    assertThat(
            cluster
                .kubernetes()
                .namespaces()
                .withName(NautheraChart.NAMESPACE)
                .get()
                .getMetadata()
                .getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
  }

  @Test
  @Order(2)
  void platform_offersServerAndPolicy_bothAreReady() {
    workflows.platformOffersServer();
  }

  @Test
  @Order(3)
  void developer_appliesSeveralMistakes_allAreListed() {
    assertThat(workflows.developerIsRefused())
        .startsWith("The AuthClient \"my-webapp\" is invalid:")
        .contains("\"admin:all\"", "AuthPolicy security/web-apps-policy");
  }

  @Test
  @Order(4)
  void developer_appliesManifest_isReadyAndHasSecret() {
    workflows.developerIsOnboarded();
  }

  @Test
  @Order(5)
  void application_logsInWithSecret_getsTokensOf900Seconds() {
    workflows.applicationLogsIn();
  }

  @Test
  @Order(6)
  void security_tightensPolicy_newLoginGetsTokensOf300Seconds() {
    workflows.securityTightensPolicy();
  }

  @Test
  @Order(7)
  void dashboard_whilePrometheusScrapesThePods_hasDataEverywhere() throws Exception {
    List<String> addresses =
        cluster.kubernetes().pods().inNamespace(NautheraChart.NAMESPACE).list().getItems().stream()
            .map(pod -> pod.getStatus().getPodIP())
            .toList();
    AuthClient client =
        cluster
            .kubernetes()
            .resources(AuthClient.class)
            .inNamespace("my-app-dev")
            .withName("my-webapp")
            .require();
    try (MonitoredPods pods =
        MonitoredPods.start(cluster.folder().resolve("prometheus"), addresses)) {
      pods.awaitDashboard(cluster.kubernetes(), client);
    }
  }

  @Test
  @Order(8)
  void developer_deletesClient_clientAndSecretAreGone() {
    workflows.developerDeletesClient();
  }

  @Test
  @Order(9)
  void oauth2Proxy_asPodWithEnvFromTheSecret_letsTheUserIn() {
    workflows.podLogsIn(cluster);
  }
}
