package io.nauthera.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the chart creates for the Prometheus operator, at an API server with the CRDs of it. */
class MonitorsTest {
  private static final String NAMESPACE = "nauthera-system";
  private static final String[] MONITORS = {
    "metrics.serviceMonitor.enabled=true",
    "metrics.serviceMonitor.labels.release=kube-prometheus-stack",
    "metrics.podMonitor.enabled=true",
    "metrics.prometheusRule.enabled=true",
    "metrics.prometheusRule.labels.release=kube-prometheus-stack",
    "metrics.dashboard.enabled=true"
  };
  private static final Pattern DOCUMENT = Pattern.compile("(?m)^---\n");

  private static final Sandbox sandbox = SharedSandbox.get();

  @BeforeAll
  static void installCrds() {
    sandbox.installPrometheusOperatorCrds();
  }

  @Test
  void release_withEverything_isInstalled_andUninstalledAgain() throws Exception {
    sandbox.installNauthera(MONITORS);
    try {
      JsonNode serviceMonitor = read("servicemonitor");
      assertThat(serviceMonitor.at("/metadata/labels/release").asText())
          .isEqualTo("kube-prometheus-stack");
      assertThat(read("prometheusrule").at("/spec/groups")).isEqualTo(alertGroups());
      assertSelectsTheService(serviceMonitor);
      assertSelectsThePods(read("podmonitor"));
    } finally {
      sandbox.installNauthera();
    }
    assertThat(sandbox.kubectl("get", "servicemonitor,podmonitor,prometheusrule", "-A").stdout())
        .isEmpty();
  }

  /** Helm 3 sends unknown fields, and the API server drops them with a warning. */
  @Test
  void monitors_haveNoFieldThatTheCrdsDoNotKnow() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "template",
                "nauthera",
                MonitoringFiles.CHART.toString(),
                "--namespace",
                NAMESPACE));
    for (String value : MONITORS) {
      arguments.addAll(List.of("--set", value));
    }
    String rendered = sandbox.helm(arguments.toArray(String[]::new)).orThrow().stdout();
    List<String> monitors =
        DOCUMENT
            .splitAsStream(rendered)
            .filter(manifest -> manifest.contains("apiVersion: monitoring.coreos.com/v1"))
            .toList();

    assertThat(monitors).hasSize(3);
    for (String manifest : monitors) {
      assertThat(dryRun(manifest).succeeded()).as(dryRun(manifest).toString()).isTrue();
      assertThat(dryRun(manifest.replace("\nspec:\n", "\nspec:\n  unknown: 1\n")).stderr())
          .contains("unknown field \"spec.unknown\"");
    }
  }

  private static CommandResult dryRun(String manifest) {
    return sandbox.kubectlReading(
        manifest, "create", "--dry-run=server", "--validate=strict", "-f", "-");
  }

  private static JsonNode read(String kind) throws Exception {
    return new ObjectMapper()
        .readTree(
            sandbox
                .kubectl("get", kind, "nauthera", "-n", NAMESPACE, "-o", "json")
                .orThrow()
                .stdout());
  }

  private static JsonNode alertGroups() throws Exception {
    return new YAMLMapper().readTree(MonitoringFiles.RULES.toFile()).path("groups");
  }

  private static Map<String, String> selector(JsonNode monitor) {
    Map<String, String> labels = new TreeMap<>();
    monitor
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private static void assertSelectsTheService(JsonNode monitor) {
    List<Service> services =
        sandbox
            .kubernetes()
            .services()
            .inNamespace(NAMESPACE)
            .withLabels(selector(monitor))
            .list()
            .getItems();
    assertThat(services).hasSize(1);
    assertThat(services.getFirst().getSpec().getPorts())
        .extracting(ServicePort::getName)
        .containsExactly(monitor.at("/spec/endpoints/0/port").asText());
  }

  private static void assertSelectsThePods(JsonNode monitor) {
    List<Deployment> deployments =
        sandbox.kubernetes().apps().deployments().inNamespace(NAMESPACE).list().getItems();
    assertThat(deployments).hasSize(2);
    for (Deployment deployment : deployments) {
      var pod = deployment.getSpec().getTemplate();
      assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(selector(monitor));
      assertThat(pod.getSpec().getContainers().getFirst().getPorts())
          .anySatisfy(port ->
              assertThat(port.getName())
                  .isEqualTo(monitor.at("/spec/podMetricsEndpoints/0/port").asText()));
    }
  }
}
