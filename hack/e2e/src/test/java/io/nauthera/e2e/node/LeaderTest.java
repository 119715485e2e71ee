package io.nauthera.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.demo.PodCluster;
import io.nauthera.sandbox.node.NautheraChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The leading controller dies while clients are registered: another pod continues its work. */
class LeaderTest {
  private static final int CLIENTS = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static PodCluster cluster;

  @BeforeAll
  static void install() {
    cluster = SharedNode.withNauthera();
  }

  private interface Disturbance {
    void happensTo(String pod) throws IOException;
  }

  @Test
  void leader_killed_itsRestartOrAnotherLeadsAndNoClientIsLostOrDoubled() throws Exception {
    var unused = failOver("killed", LeaderTest::kill);
  }

  @Test
  void leader_deleted_anotherLeadsAndNoClientIsLostOrDoubled() throws Exception {
    String leader = failOver("deleted", LeaderTest::delete);

    assertThat(leader()).isNotEmpty().isNotEqualTo(leader);
  }

  /** Disturbs the leader while it registers clients; returns its pod. */
  private static String failOver(String name, Disturbance disturbance) throws IOException {
    PodTenant tenant = PodTenant.create(cluster, name);
    IntStream.range(0, CLIENTS / 2).forEach(number -> tenant.apply("first-" + number));
    await().atMost(PATIENCE).until(() -> !tenant.registered().isEmpty());
    String leader = leader();

    disturbance.happensTo(leader);
    long start = System.nanoTime();

    tenant.apply("next");
    await().atMost(PATIENCE).until(() -> tenant.ready().contains("next"));
    System.out.printf(
        Locale.ROOT,
        "leader %s: the next client was ready after %.1f s%n",
        name,
        (System.nanoTime() - start) / 1e9);
    IntStream.range(1, CLIENTS / 2).forEach(number -> tenant.apply("second-" + number));
    await().atMost(PATIENCE).until(() -> tenant.ready().size() == CLIENTS);
    assertThat(tenant.registered()).hasSize(CLIENTS).doesNotHaveDuplicates();
    return leader;
  }

  /** The pod that holds the Lease, or nothing if it was released. */
  private static String leader() {
    String holder =
        cluster
            .kubernetes()
            .leases()
            .inNamespace(NautheraChart.NAMESPACE)
            .withName("nauthera-controller")
            .require()
            .getSpec()
            .getHolderIdentity();
    return holder == null ? "" : holder;
  }

  private static void delete(String pod) {
    var unused =
        cluster
            .kubectl("delete", "pod", pod, "-n", NautheraChart.NAMESPACE, "--wait=false")
            .orThrow();
  }

  /** Kills the process of a pod with SIGKILL, so that it cannot release the Lease. */
  private static void kill(String pod) throws IOException {
    String uid =
        cluster
            .kubernetes()
            .pods()
            .inNamespace(NautheraChart.NAMESPACE)
            .withName(pod)
            .require()
            .getMetadata()
            .getUid();
    int killed = 0;
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (read(process.resolve("cgroup")).contains(uid)
            && read(process.resolve("cmdline")).startsWith("java")) {
          long id = Long.parseLong(process.getFileName().toString());
          killed += ProcessHandle.of(id).orElseThrow().destroyForcibly() ? 1 : 0;
        }
      }
    }
    assertThat(killed).isEqualTo(1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // the process has ended
    }
  }
}
