package io.nauthera.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.http.ProxiedRequest;
import io.nauthera.sandbox.http.TroubledServer;
import io.nauthera.sandbox.http.TroubledServer.Trouble;
import io.nauthera.sandbox.pods.PodProcess;
import io.nauthera.sandbox.process.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Each alert of the chart fires in a real Prometheus while what it is about is broken in a real
 * installation. The tests depend on each other: the watch that breaks first must be down for a
 * minute, and the others use this time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration EVENT_PAUSE = Duration.ofSeconds(2);

  /** In this time, Prometheus scrapes and evaluates more than once. */
  private static final Duration SCRAPES = Duration.ofSeconds(4);

  /**
   * Stops the process with this id for longer than a review may take, and lets it continue for a
   * moment.
   */
  private static final String FREEZE =
      "for i in 1 2 3 4 5 6 7 8; do kill -STOP $1; sleep 0.7; kill -CONT $1; sleep 0.005; done";

  /** Requests are also refused while the webhook is frozen, for another reason. */
  private static final String REFUSED_HANDSHAKES =
      "ALERTS{alertname=\"NautheraRequestsRefused\", alertstate=\"firing\", reason=\"tls\"}";

  private static final String SPEC =
      "scopes: [openid], redirectUris: [\"https://a.example.com/\"], displayName: ";
  private static final String ABANDONED = "abandoned";

  /** More than the calls after which a server is not called any more. */
  private static final List<String> CLIENTS =
      IntStream.range(0, 6).mapToObj(number -> "client-" + number).toList();

  private static final Set<String> seen = new TreeSet<>();
  private static final AtomicInteger changes = new AtomicInteger();
  private static final PolicyRequests policies = new PolicyRequests();

  private static Sandbox sandbox;
  private static Tenant tenant;
  private static TroubledServer keycloak;
  private static HttpProxy apiServerOfWebhook;
  private static HttpProxy apiServerOfController;
  private static PrometheusServer prometheus;

  @BeforeAll
  static void install() throws Exception {
    sandbox = Sandbox.start();
    // A leading zero, so that Helm passes the number on as text.
    sandbox.installNauthera(
        "controller.extraEnv[0].name=NAUTHERA_EVENT_QUEUE_SIZE", "controller.extraEnv[0].value=04");
    keycloak = new TroubledServer(sandbox.keycloak().url());
    apiServerOfWebhook = sandbox.controlPlane().proxy(policies);
    apiServerOfController = sandbox.controlPlane().proxy(AlertsTest::delayEvents);
    tenant = new Tenant(sandbox, "alerts");
    tenant.applyServerAt(keycloak.url(), "{allowedScopes: [openid]}");
    CLIENTS.forEach(client -> tenant.onboard(client, SPEC + "One"));
    tenant.onboard(ABANDONED, SPEC + "One");
    CLIENTS.forEach(tenant::awaitReady);
    tenant.awaitReady(ABANDONED);
    // Not before, because what worked a minute ago would make up for what fails then.
    prometheus =
        PrometheusServer.start(
            sandbox.folder().resolve("prometheus"), webhook().address(), controller().address());
  }

  @AfterAll
  static void stop() throws Exception {
    AutoCloseable[] parts = {
      prometheus, apiServerOfController, apiServerOfWebhook, keycloak, sandbox
    };
    for (AutoCloseable part : parts) {
      if (part != null) {
        part.close();
      }
    }
  }

  private static PodProcess webhook() {
    return sandbox.webhookProcess();
  }

  private static PodProcess controller() {
    return sandbox.controllerProcess();
  }

  private static void delayEvents(ProxiedRequest request) throws IOException, InterruptedException {
    if (request.path().startsWith("/apis/events.k8s.io/")) {
      Thread.sleep(EVENT_PAUSE);
    }
    request.pass();
  }

  @Test
  @Order(1)
  void installation_thatWorks_hasNoAlert() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(prometheus.query("nauthera_clients{ready=\"True\"}")).containsExactly(7.0);
          assertThat(prometheus.query("nauthera_leader")).containsExactly(1.0);
          assertThat(prometheus.firing()).isEmpty();
        });
  }

  @Test
  @Order(2)
  void programs_thatHaveCrashed() {
    webhook().crash();
    controller().crash();

    awaitAlerts("NautheraWebhookDown", "NautheraNoActiveController");
  }

  @Test
  @Order(3)
  void webhook_thatCannotListPolicies() {
    webhook().callApiServerAt(apiServerOfWebhook.url());
    webhook().start();
    controller().callApiServerAt(apiServerOfController.url());
    controller().start();

    awaitAlerts("NautheraCacheNotSynced");

    policies.list();
    webhook().awaitReady(PATIENCE);
    awaitNoAlert("NautheraCacheNotSynced", "NautheraWebhookDown", "NautheraNoActiveController");
  }

  /** From here on, the watch of the webhook is down. */
  @Test
  @Order(4)
  void webhook_withoutProcessorTime() {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          freezeDuringReviews();
          // While it is frozen, it cannot be scraped.
          Thread.sleep(SCRAPES);
          return prometheus.firing().contains("NautheraReviewsSlow");
        });
    awaitAlerts("NautheraReviewsSlow");
  }

  private static void freezeDuringReviews() {
    try (var reviews = reviews()) {
      reviews.start();
      var unused = Command.of("sh", "-c", FREEZE, "sh", webhook().pid()).run().orThrow();
    }
  }

  @Test
  @Order(5)
  void keycloak_thatHangs_andAControllerThatMustNotWriteStatuses() {
    // The webhook denies everything as soon as its watch has been down for a minute.
    sandbox.skipAdmission(tenant.security, tenant.team);
    keycloak.have(Trouble.HANGS);
    var role = tenant.kubernetes.rbac().clusterRoles().withName("nauthera-controller");
    List<PolicyRule> rules = role.get().getRules();
    setRules(
        role,
        rules.stream()
            .filter(rule -> !rule.getResources().contains("authclients/status"))
            .toList());
    changeClients();

    awaitAlerts("NautheraReconcileErrors", "NautheraServerNotCalled", "NautheraServerCallsFail");

    setRules(role, rules);
    changeClients();
    awaitAlerts("NautheraClientsNotReady", "NautheraEventsDropped");
  }

  private static RequestedReviews reviews() {
    return new RequestedReviews(tenant.kubernetes, tenant.client(CLIENTS.getFirst()).get());
  }

  private static void setRules(Resource<ClusterRole> role, List<PolicyRule> rules) {
    var unused = role.edit(now -> now.edit().withRules(rules).build());
  }

  private static void changeClients() {
    String name = "Name " + changes.incrementAndGet();
    CLIENTS.forEach(client -> tenant.onboard(client, SPEC + name));
  }

  @Test
  @Order(6)
  void client_thatIsAbandoned_andClientsWithoutAPolicy() {
    var unused =
        sandbox
            .kubectl(
                "annotate",
                "authclient",
                ABANDONED,
                "-n",
                tenant.team,
                AuthApi.ABANDON_ANNOTATION + "=true")
            .orThrow();
    tenant.delete(ABANDONED);
    await().atMost(PATIENCE).until(() -> tenant.client(ABANDONED).get() == null);
    var unusedDeletion = tenant.policy("web").delete();
    keycloak.have(Trouble.NONE);

    awaitAlerts("NautheraClientsUngoverned", "NautheraClientsOrphaned");
  }

  @Test
  @Order(7)
  void watch_thatIsDownForAMinute_andReviewsThatAreDeniedForThatReason() {
    sandbox.skipAdmission();
    awaitAlerts("NautheraWatchDown");
    try (var reviews = reviews()) {
      reviews.start();
      awaitAlerts("NautheraReviewsUndecided");
    }
  }

  @Test
  @Order(8)
  void certificate_thatIsNotRenewed_andThatTheApiServerDoesNotTrust() throws Exception {
    ExpiringCertificate.install(sandbox, sandbox.folder());

    awaitAlerts("NautheraCertificateExpiring");
    webhook().kill(); // with the connections that the API server has kept
    webhook().awaitReady(PATIENCE);
    try (var reviews = reviews()) {
      reviews.start();
      await()
          .atMost(PATIENCE)
          .until(() -> prometheus.query(REFUSED_HANDSHAKES), fired -> !fired.isEmpty());
    }
    awaitAlerts("NautheraRequestsRefused");
    awaitNoAlert("NautheraServerNotCalled");
  }

  @Test
  @Order(9)
  void everyAlertOfTheChart_wasSeen() throws Exception {
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            MonitoringFiles.alerts().stream().map(alert -> alert.path("alert").asText()).toList());
  }

  private static void awaitAlerts(String... names) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(prometheus.firing()).contains(names));
    seen.addAll(List.of(names));
  }

  private static void awaitNoAlert(String... names) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(prometheus.firing()).doesNotContain(names));
  }
}
