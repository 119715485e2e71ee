package io.nauthera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.cluster.Helm;
import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.http.ProxiedRequest;
import io.nauthera.sandbox.pods.PodProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two controllers, of which one leads: each loss of the leader lets the other one continue. */
class FailoverTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CLIENTS = 100;

  private static final Map<PodProcess, Network> NETWORKS = new LinkedHashMap<>();

  private static Tenant tenant;
  private static Sandbox sandbox;

  /** The connection of one controller to the API server. */
  private static final class Network implements HttpProxy.Handler {
    private final List<String> reads = new CopyOnWriteArrayList<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private volatile boolean isCut;
    private HttpProxy proxy;

    @Override
    public void handle(ProxiedRequest request) throws IOException, InterruptedException {
      if (isCut) {
        // Worse than a connection that is refused.
        Thread.sleep(Long.MAX_VALUE);
      }
      List<String> calls = request.method().equals("GET") ? reads : writes;
      calls.add(request.method() + " " + request.path() + "?" + request.query());
      request.pass();
    }
  }

  @BeforeAll
  static void startTwoControllers() throws IOException {
    tenant = Tenant.governedBy("failover", ClientUnderTest.POLICY);
    sandbox = tenant.sandbox;
    sandbox.installNauthera("controller.replicas=2");
    for (PodProcess controller : sandbox.controllerProcesses()) {
      var network = new Network();
      network.proxy = sandbox.controlPlane().proxy(network);
      NETWORKS.put(controller, network);
      controller.callApiServerAt(network.proxy.url());
      controller.kill();
      controller.awaitReady(PATIENCE);
    }
    assertThat(NETWORKS).hasSize(2);
  }

  @AfterAll
  static void startOneController() {
    NETWORKS.forEach((controller, network) -> {
      controller.callApiServerAt(sandbox.controlPlane().url());
      controller.kill();
      network.proxy.close();
    });
    sandbox.installNauthera();
  }

  @AfterEach
  void startBoth() {
    NETWORKS.forEach((controller, network) -> {
      network.isCut = false;
      controller.start();
      controller.awaitReady(PATIENCE);
    });
  }

  private static Lease lease() {
    return sandbox
        .kubernetes()
        .leases()
        .inNamespace(Helm.NAMESPACE)
        .withName("nauthera-controller")
        .get();
  }

  private static boolean isLeading(PodProcess controller) {
    return controller.podName().equals(lease().getSpec().getHolderIdentity());
  }

  private static PodProcess controller(boolean leads) {
    await()
        .atMost(PATIENCE)
        .until(() -> sandbox.controllerProcesses().stream().anyMatch(FailoverTest::isLeading));
    return sandbox.controllerProcesses().stream()
        .filter(controller -> isLeading(controller) == leads)
        .findFirst()
        .orElseThrow();
  }

  private static void report(String what, long since) {
    System.out.printf("  %s after %.1f s%n", what, (System.nanoTime() - since) / 1e9);
  }

  @Test
  void standby_readsEverythingAndWritesNothing_untilTheLeaderCrashes() {
    var group = new ClientGroup(tenant, "many", CLIENTS);
    PodProcess leader = controller(true);
    PodProcess standby = controller(false);
    Network network = NETWORKS.get(standby);
    network.writes.clear();

    var unused = group.apply().orThrow();

    await().atMost(PATIENCE).until(() -> group.ready().size() > CLIENTS / 10);
    assertThat(network.writes).isEmpty();
    assertThat(network.reads)
        .anyMatch(call -> call.contains("/authclients?") && call.contains("watch=true"));
    long crash = System.nanoTime();
    leader.crash();
    Map<String, String> before = group.secrets();
    await().atMost(PATIENCE).until(() -> isLeading(standby));
    report("the standby leads", crash);
    await()
        .atMost(PATIENCE)
        .until(() -> before.size() == CLIENTS || group.secrets().size() > before.size());
    report("the next client has its Secret (%d had)".formatted(before.size()), crash);
    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(group::assertReady);
    report("all %d are Ready".formatted(CLIENTS), crash);
    assertThat(network.writes).isNotEmpty();
    group.assertWorks();
    assertThat(group.secrets()).containsAllEntriesOf(before);
  }

  @Test
  void leader_thatCannotReachTheApiServer_endsBeforeTheStandbyLeads() {
    PodProcess leader = controller(true);
    PodProcess standby = controller(false);
    ProcessHandle process = ProcessHandle.of(leader.pid()).orElseThrow();

    long cut = System.nanoTime();
    NETWORKS.get(leader).isCut = true;

    await().atMost(PATIENCE).until(() -> !process.isAlive());
    report("the leader that cannot renew its Lease has ended", cut);
    assertThat(isLeading(leader)).isTrue();
    await().atMost(PATIENCE).until(() -> isLeading(standby));
    report("the standby leads", cut);
    assertThat(leader.output()).contains("could not renew the Lease");
  }

  @Test
  void leader_thatIsStopped_releasesTheLease() {
    PodProcess leader = controller(true);
    PodProcess standby = controller(false);

    long stop = System.nanoTime();
    leader.stop();

    report("the leader has stopped", stop);
    assertThat(isLeading(leader)).isFalse();
    await().atMost(PATIENCE).until(() -> isLeading(standby));
    report("the standby leads", stop);
  }
}
