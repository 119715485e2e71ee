package io.nauthera.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.e2e.CommandRun;
import io.nauthera.e2e.SharedSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The CLI and a real API server with the webhook give the same verdict, causes and warnings for all
 * manifests of random clusters. Each cluster has its own seed: {@code -Dagreement.seed=n
 * -Dagreement.worlds=1} repeats one.
 */
class AgreementTest {
  private static final int AT_ONCE = 4;

  /** Codes of answers, and rules. */
  private static final String[] KINDS = {
    "0",
    "400",
    "422",
    "warned",
    "auth-policy",
    "exclusive-client-id",
    "jwks",
    "lengths",
    "uri-form",
    "hint",
    "server-side-apply"
  };

  /** The webhook's cache is up to date after at most this time. */
  private static final Duration LATENESS = Duration.ofSeconds(10);

  /** Not YAML, and without the name of our group. */
  private static final String HELM_TEMPLATE =
      """
      {{- if .Values.enabled }}
      kind: Deployment
      metadata: {name: {{ include "app.name" . }}}
      {{- end }}
      """;

  private final ApiServer apiServer = new ApiServer(SharedSandbox.get().kubernetes());
  private final Map<String, Integer> seen = new TreeMap<>();
  @TempDir Path folder;

  @Test
  void commandLineAndApiServer_anyCluster_giveTheSameAnswer() throws Exception {
    long seed = Long.getLong("agreement.seed", System.nanoTime());
    int clusters = Integer.getInteger("agreement.worlds", 150);
    var next = new AtomicLong();
    Callable<Void> worker =
        () -> {
          for (long i = next.getAndIncrement(); i < clusters; i = next.getAndIncrement()) {
            agree(seed + i);
          }
          return null;
        };
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Void> one : threads.invokeAll(Collections.nCopies(AT_ONCE, worker))) {
        var unused = one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    }
    if (clusters > 100) {
      assertThat(seen).as("all kinds of answers occur").containsKeys(KINDS);
    }
    System.out.printf("%d clusters from seed %d agree: %s%n", clusters, seed, seen);
  }

  private void agree(long seed) {
    try {
      agree(
          new RandomClusters(new RandomChoices(new SplittableRandom(seed)))
              .next("w" + Long.toHexString(seed)));
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("to repeat this cluster: make agreement SEED=" + seed, e);
    }
  }

  private void agree(RandomCluster cluster) throws IOException {
    IdentityHashMap<ObjectNode, JsonNode> answers = answers(cluster);
    for (ObjectNode namespace : cluster.namespaces()) {
      assertThat(apiServer.create(namespace).answer().isAllowed()).isTrue();
    }
    for (ObjectNode manifest : cluster.platform()) {
      if (agree(manifest, answers).isAllowed()) {
        var unused = apiServer.create(ApiServer.applied(manifest));
      }
    }
    // A client only conflicts with others once it is stored; most have no conflict.
    boolean haveConflicts =
        answers.values().stream()
            .flatMap(result -> result.path("violations").valueStream())
            .anyMatch(violation -> violation.path("rule").asText().startsWith("exclusive-"));
    for (ObjectNode client : cluster.clients()) {
      if (agree(client, answers).isAllowed() && haveConflicts) {
        var unused = apiServer.create(ApiServer.applied(client));
      }
    }
  }

  private Answer agree(ObjectNode manifest, IdentityHashMap<ObjectNode, JsonNode> answers) {
    JsonNode result = answers.get(manifest);
    assertThat(result).as("result for %s", manifest).isNotNull();
    Answer expected = Answer.of(result.path("status"), manifest, Answer.warnings(result));
    assertThat(result.path("allowed").asBoolean()).isEqualTo(expected.isAllowed());
    String namespace = RandomCluster.namespace(manifest);
    ObjectNode sent = ApiServer.applied(manifest);
    Answer answer =
        settled(() -> apiServer.dryRun(sent, namespace).join().answer().unattributed(), expected);
    assertThat(answer).as("the API server's answer to %s", manifest).isEqualTo(expected);
    List<String> rules = rules(result);
    if (answer.isAllowed() && !sent.equals(manifest) && manifest.at("/metadata").has("name")) {
      assertThat(apiServer.acceptsServerSide(manifest, namespace))
          .as("server-side apply of %s", manifest)
          .isEqualTo(!rules.contains("server-side-apply"));
    }
    synchronized (seen) {
      seen.merge(String.valueOf(answer.code()), 1, Integer::sum);
      seen.merge(answer.warnings().isEmpty() ? "silent" : "warned", 1, Integer::sum);
      rules.forEach(rule -> seen.merge(rule, 1, Integer::sum));
    }
    return answer;
  }

  private static List<String> rules(JsonNode result) {
    return Stream.of("violations", "warned")
        .flatMap(list -> result.path(list).valueStream())
        .map(problem -> problem.path("rule").asText())
        .distinct()
        .toList();
  }

  private static Answer settled(Supplier<Answer> ask, Answer expected) {
    long end = System.nanoTime() + LATENESS.toNanos();
    Answer answer = ask.get();
    while (!answer.equals(expected) && System.nanoTime() < end) {
      pause();
      answer = ask.get();
    }
    return answer;
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private IdentityHashMap<ObjectNode, JsonNode> answers(RandomCluster cluster) throws IOException {
    Path files = Files.createDirectory(folder.resolve(cluster.security()));
    List<ObjectNode> all =
        Stream.of(cluster.namespaces(), cluster.platform(), cluster.clients())
            .flatMap(List::stream)
            .toList();
    Map<String, ObjectNode> byFile = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      boolean asJson = i % 2 == 0;
      Path file = files.resolve("%03d.%s".formatted(i, asJson ? "json" : "yaml"));
      Files.writeString(
          file, asJson ? all.get(i).toPrettyString() : Serialization.asYaml(all.get(i)));
      byFile.put(file.toString(), all.get(i));
    }
    Files.writeString(files.resolve("deployment.yaml"), HELM_TEMPLATE);
    CommandRun run =
        CommandRun.offline(
            "validate", "--allow-loopback-issuers", "-f", files.toString(), "--output", "json");
    assertThat(run.code()).as(run.err()).isBetween(0, 2);
    JsonNode report = run.report();
    assertThat(report.path("errors").toString()).doesNotContain("deployment.yaml");
    assertThat(report.path("notes").toString()).contains("deployment.yaml");
    // Two manifests with the same generateName can be equal.
    IdentityHashMap<ObjectNode, JsonNode> byManifest = new IdentityHashMap<>();
    for (String list : List.of("results", "platform")) {
      for (JsonNode result : report.path(list)) {
        byManifest.put(byFile.get(result.path("file").asText()), result);
      }
    }
    return byManifest;
  }
}
