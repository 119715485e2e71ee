package io.nauthera.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.demo.Transcript;
import io.nauthera.demo.Workflows;
import io.nauthera.e2e.observability.TraceCollector.ReceivedSpan;
import io.nauthera.e2e.rights.DeniedRequests;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.pods.PodProcess;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the installation shows of both workflows: a real Prometheus scrapes the programs, and a
 * collector receives their traces.
 */
class ObservabilityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static TraceCollector collector;
  private static Sandbox sandbox;
  private static PrometheusServer prometheus;
  private static AuthClient client;

  @BeforeAll
  static void runTheWorkflows() throws Exception {
    collector = new TraceCollector();
    sandbox = Sandbox.start();
    DeniedRequests.watch(sandbox.controlPlane().auditLog());
    sandbox.installNauthera("log.format=json", "tracing.endpoint=" + collector.url());
    prometheus =
        PrometheusServer.start(
            sandbox.folder().resolve("prometheus"), webhook().address(), controller().address());
    var workflows =
        new Workflows(sandbox, new Transcript(new PrintStream(OutputStream.nullOutputStream())));
    workflows.platformOffersServer();
    var unused = workflows.developerIsRefused();
    workflows.developerIsOnboarded();
    workflows.securityTightensPolicy();
    client =
        sandbox
            .kubernetes()
            .resources(AuthClient.class)
            .inNamespace("my-app-dev")
            .withName("my-webapp")
            .get();
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (sandbox != null) {
      sandbox.close();
    }
    collector.close();
  }

  private static PodProcess webhook() {
    return sandbox.webhookProcess();
  }

  private static PodProcess controller() {
    return sandbox.controllerProcess();
  }

  @Test
  void metrics_thatAreExposed_areDocumented_andTheOtherWayRound() throws Exception {
    Set<String> exposed = new TreeSet<>();
    for (PodProcess pod : List.of(webhook(), controller())) {
      String text = prometheus.read("http://" + pod.address() + ":8080/metrics");
      text.lines()
          .filter(line -> line.startsWith("# TYPE "))
          .forEach(line -> exposed.add(line.split(" ", -1)[2]));
      assertThat(text).doesNotContain("my-webapp");
    }

    assertThat(exposed).isEqualTo(MonitoringFiles.documentedMetrics());
  }

  @Test
  void dashboard_everyQueryHasData() throws Exception {
    MonitoredPods.awaitDashboard(prometheus, sandbox.kubernetes(), client);
  }

  @Test
  void metrics_afterTheWorkflows_sayWhatHappened() throws Exception {
    awaitValue("nauthera_clients{server=\"security/production-server\",ready=\"True\"}", 1);
    awaitValue("nauthera_governed_clients{server=\"security/production-server\"}", 1);
    awaitValue("nauthera_violating_clients{server=\"security/production-server\"}", 0);
    awaitValue("nauthera_server_circuit_open{server=\"security/production-server\"}", 0);
    awaitValue("nauthera_leader", 1);
    awaitValue("min(nauthera_cache_synced)", 1);
    awaitValue(
        "nauthera_admission_review_duration_seconds_count{webhook=\"validating\",resource=\"authclients\",operation=\"create\",verdict=\"denied\"}",
        1);
    assertThat(
            prometheus.query(
                "nauthera_admission_violations_total{rule=\"scopes\",enforcement=\"Enforce\"}"))
        .hasSize(1);
    assertThat(prometheus.firing()).isEmpty();
  }

  private static void awaitValue(String query, double value) {
    await()
        .alias(query)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(prometheus.query(query)).contains(value));
  }

  @Test
  void traces_ofReviewAndReconciliation_haveTheUidAndTheGeneration() {
    String uid = client.getMetadata().getUid();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          ReceivedSpan review = span("validating admission", uid);
          ReceivedSpan reconcile = span("reconcile AuthClient", uid);
          assertThat(review.attributes())
              .containsEntry("k8s.object.generation", "1")
              .containsEntry("k8s.object.name", "my-webapp")
              .containsEntry("nauthera.admission.verdict", "allowed");
          assertThat(reconcile.attributes()).containsEntry("k8s.object.generation", "1");
        });
  }

  @Test
  void traces_ofAReconciliation_reachDownToTheCallsToKeycloak() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(collector.spans())
                .anySatisfy(call -> {
                  assertThat(call.name()).isEqualTo("keycloak POST");
                  assertThat(call.attributes().get("url.path")).endsWith("/clients");
                  assertThat(call.attributes()).containsEntry("nauthera.outcome", "success");
                  assertThat(collector.spans())
                      .anySatisfy(reconcile -> {
                        assertThat(reconcile.id()).isEqualTo(call.parent());
                        assertThat(reconcile.trace()).isEqualTo(call.trace());
                        assertThat(reconcile.name()).isEqualTo("reconcile AuthClient");
                        assertThat(reconcile.attributes())
                            .containsEntry("k8s.object.uid", client.getMetadata().getUid());
                      });
                }));
  }

  private static ReceivedSpan span(String name, String uid) {
    return collector.spans().stream()
        .filter(span -> span.name().equals(name))
        .filter(span -> uid.equals(span.attributes().get("k8s.object.uid")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name + " of " + uid));
  }

  @Test
  void logs_everyLineIsAnObjectOfJson() throws Exception {
    for (PodProcess pod : List.of(webhook(), controller())) {
      List<String> lines = pod.output().lines().toList();
      assertThat(lines).isNotEmpty();
      for (String line : lines) {
        JsonNode object = JSON.readTree(line);
        assertThat(Instant.parse(object.path("time").asText())).isAfter(Instant.EPOCH);
        assertThat(object.path("level").asText()).as(line).isIn("INFO", "WARN", "ERROR");
        assertThat(object.path("message").asText()).as(line).isNotEmpty();
      }
    }
    assertThat(controller().output())
        .contains("\"kind\":\"AuthClient\",\"namespace\":\"my-app-dev\",\"name\":\"my-webapp\"");
  }
}
