package io.nauthera.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Informers against an API server that is slow, refuses and goes away. */
@Timeout(60)
class SyncedInformersTest {
  private static final int NAMESPACES = 2000;

  private final Set<String> received = ConcurrentHashMap.newKeySet();
  private final AtomicLong time = new AtomicLong();
  private final RecordedLog log = new RecordedLog();
  private final SyncedInformers informers =
      new SyncedInformers(Duration.ofSeconds(60), Duration.ofMillis(200), time::get);
  private FakeApiServer apiServer;

  @BeforeEach
  void start() throws IOException {
    HasMetadata[] resources =
        IntStream.range(0, NAMESPACES)
            .mapToObj(i -> namespace("n" + i))
            .toArray(HasMetadata[]::new);
    resources[0] = configMap("c");
    apiServer = new FakeApiServer(resources);
    informers.add(apiServer.client().resources(Namespace.class), this::changed);
    informers.add(apiServer.client().resources(ConfigMap.class).inAnyNamespace(), this::changed);
  }

  @AfterEach
  void stop() {
    informers.close();
    apiServer.close();
    log.close();
  }

  private void changed(HasMetadata before, HasMetadata after) {
    received.add(after.getMetadata().getName());
  }

  @Test
  void sync_awaited_everythingHasBeenReceived() throws Exception {
    informers.start();
    informers.awaitSync();

    assertThat(informers.isSynced()).isTrue();
    assertThat(received).hasSize(NAMESPACES);
  }

  /** A list of all resources can be larger than the heap. */
  @Test
  void resources_many_areListedInPages() throws Exception {
    informers.start();
    informers.awaitSync();

    assertThat(apiServer.listsOf("namespaces")).isEqualTo(NAMESPACES / 500);
    assertThat(apiServer.listsOf("configmaps")).isEqualTo(1);
  }

  @Test
  void sync_oneKindNotListed_isNotReported() throws Exception {
    apiServer.holdLists("configmaps");
    informers.start();
    await().until(() -> received.size() == NAMESPACES - 1);
    assertThat(informers.isSynced()).isFalse();

    apiServer.releaseLists("configmaps");
    informers.awaitSync();
    assertThat(received).contains("c");
  }

  @Test
  void list_refusedThenAllowed_isOneLineEach() throws Exception {
    apiServer.failLists("configmaps", 403);
    informers.start();
    await().until(() -> apiServer.listsOf("configmaps") > 2);
    assertThat(configMapLines())
        .containsExactly(
            "WARN cannot list or watch ConfigMap, will retry: out of order (HTTP 403)");

    apiServer.allowLists("configmaps");
    informers.awaitSync();
    assertThat(received).contains("c");
    await().until(() -> configMapLines().size() > 1);
    assertThat(configMapLines().getLast()).isEqualTo("INFO watching ConfigMap");
  }

  @Test
  void informer_thatReconnects_hasNotFailed() throws Exception {
    assertThat(informers.failure()).as("not started yet").isEmpty();
    informers.start();
    informers.awaitSync();
    await().until(() -> apiServer.isWatched("namespaces") && apiServer.isWatched("configmaps"));
    apiServer.stopListening();
    await().until(() -> log.lines().size() > 1);
    time.addAndGet(Duration.ofHours(1).toNanos());

    assertThat(informers.outage()).isPresent();
    assertThat(informers.failure()).isEmpty();
  }

  @Test
  void informer_thatHasStopped_hasFailed() throws Exception {
    var third = informers.add(apiServer.client().resources(Secret.class), this::changed);
    informers.start();
    informers.awaitSync();
    assertThat(informers.failure()).isEmpty();

    third.stop();

    assertThat(informers.failure()).contains("the informer of Secret has stopped");
    informers.close();
    assertThat(informers.failure()).as("on purpose").isEmpty();
  }

  @Test
  void handler_thatDoesNotReturn_isAFailure() throws Exception {
    var testEnds = new CountDownLatch(1);
    var isHandling = new CountDownLatch(1);
    apiServer.put("secrets", Serialization.asJson(configMap("s")).replace("ConfigMap", "Secret"));
    var unused =
        informers.add(
            apiServer.client().resources(Secret.class),
            (before, after) -> {
              isHandling.countDown();
              try {
                testEnds.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    informers.start();
    isHandling.await();
    assertThat(informers.failure()).isEmpty();

    time.addAndGet(Duration.ofSeconds(61).toNanos());

    assertThat(informers.failure()).contains("an event of Secret is not handled to its end");
    testEnds.countDown();
  }

  /** The rights to watch a namespace end with it. */
  @Test
  void informers_ofANamespaceThatDoesNotExist_countAsSynced() throws Exception {
    var watched = new WatchedNamespaces(Set.of("n1", "gone"));
    apiServer.failLists("secrets", 403);
    var unused =
        informers.addAll(
            Map.of("gone", apiServer.client().secrets().inNamespace("gone")), this::changed);
    informers.start();
    await().until(() -> apiServer.listsOf("secrets") > 0);
    assertThat(informers.isSynced()).isFalse();
    try (var others =
        new SyncedInformers(Duration.ofSeconds(60), Duration.ofMillis(200), time::get)) {
      var namespaces = others.addNamespaces(watched.namespaces(apiServer.client()), this::changed);
      var secrets =
          others.addAll(
              Map.of("gone", apiServer.client().secrets().inNamespace("gone")), this::changed);
      others.start();
      others.awaitSync();
      await().until(() -> namespaces.stream().allMatch(informer -> informer.isWatching()));
      time.addAndGet(Duration.ofHours(1).toNanos());

      assertThat(namespaces).hasSize(2);
      assertThat(secrets.getFirst().hasSynced()).isFalse();
      assertThat(others.isSynced()).isTrue();
      assertThat(others.outage()).isEmpty();
    }
  }

  private List<String> configMapLines() {
    return log.lines().stream().filter(line -> line.contains("ConfigMap")).toList();
  }

  @Test
  void watch_interrupted_isOneLineOfItsKind() throws Exception {
    informers.start();
    informers.awaitSync();
    await().until(() -> apiServer.isWatched("namespaces") && apiServer.isWatched("configmaps"));
    apiServer.stopListening();

    await().until(() -> log.lines().size() > 1);
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            "WARN cannot list or watch ConfigMap, will retry: the watch was interrupted",
            "WARN cannot list or watch Namespace, will retry: the watch was interrupted");
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  @Test
  void watch_downForLongerThanTheLimit_isAnOutage_untilItIsBack() throws Exception {
    informers.start();
    informers.awaitSync();
    await().until(() -> apiServer.isWatched("namespaces") && apiServer.isWatched("configmaps"));
    apiServer.failWatches("configmaps", 403);
    await().until(() -> log.lines().stream().anyMatch(line -> line.contains("ConfigMap")));
    pass(Duration.ofSeconds(59));
    assertThat(informers.outage()).isEmpty();

    pass(Duration.ofSeconds(71));
    assertThat(informers.outage()).contains("it has not been able to watch ConfigMap for 2m10s");

    apiServer.allowWatches("configmaps");
    await().until(() -> informers.outage().isEmpty());
  }

  @Test
  void watch_endedByTheApiServerAgainAndAgain_isNoOutage() throws Exception {
    informers.start();
    informers.awaitSync();
    for (int i = 0; i < 3; i++) {
      await().until(() -> apiServer.isWatched("configmaps"));
      await().until(() -> informers.outage().isEmpty());
      pass(Duration.ofMinutes(10));
      apiServer.endWatches("configmaps");
      pass(Duration.ofSeconds(50));
    }
    await().until(() -> apiServer.isWatched("configmaps"));
    await().until(() -> informers.outage().isEmpty());
  }

  @Test
  void watch_withoutEvents_isNoOutage() throws Exception {
    informers.start();
    informers.awaitSync();
    await().until(() -> apiServer.isWatched("namespaces") && apiServer.isWatched("configmaps"));
    await().until(() -> informers.outage().isEmpty());
    pass(Duration.ofHours(1));
    assertThat(informers.outage()).isEmpty();
  }

  @Test
  void apiServer_notThereAtTheStart_isLogged() {
    apiServer.stopListening();
    informers.start();

    await().until(() -> log.lines().size() > 1);
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            "WARN cannot list or watch ConfigMap, will retry: the API server has not answered yet",
            "WARN cannot list or watch Namespace, will retry: the API server has not answered yet");
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid(name)
        .withResourceVersion("1")
        .endMetadata()
        .build();
  }

  private static ConfigMap configMap(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("n1")
        .withUid(name)
        .withResourceVersion("1")
        .endMetadata()
        .build();
  }
}
