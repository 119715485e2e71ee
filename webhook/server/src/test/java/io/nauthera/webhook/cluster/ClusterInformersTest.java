package io.nauthera.webhook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.runtime.FakeApiServer;
import io.nauthera.runtime.RecordedLog;
import io.nauthera.runtime.WatchedNamespaces;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The index of the webhook, from an API server that is slow or refuses. */
@Timeout(60)
class ClusterInformersTest {
  private static final int CLIENTS = 2000;
  private static final ServerName SERVER = new ServerName("security", "server");

  private FakeApiServer apiServer;
  private ClusterInformers cluster;

  @BeforeEach
  void start() throws IOException {
    List<HasMetadata> resources = new ArrayList<>();
    resources.add(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("team")
            .withUid("n")
            .withResourceVersion("1")
            .endMetadata()
            .build());
    resources.add(
        manifest(AuthServer.class, "security", "server", "{issuerUrl: https://x/realms/r}"));
    resources.add(manifest(AuthPolicy.class, "security", "web", "{}"));
    for (int i = 0; i < CLIENTS; i++) {
      resources.add(
          manifest(
              AuthClient.class,
              "team",
              "c" + i,
              "{authServerRef: {name: server, namespace: security}, redirectUris: [https://x.test/]}"));
    }
    apiServer = new FakeApiServer(resources.toArray(HasMetadata[]::new));
    cluster =
        new ClusterInformers(apiServer.client(), WatchedNamespaces.ALL, Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() {
    cluster.close();
    apiServer.close();
  }

  @Test
  void sync_awaited_everythingIsInTheIndex() throws Exception {
    cluster.start();
    cluster.awaitSync();

    assertThat(cluster.isSynced()).isTrue();
    assertThat(cluster.index().clientsOf(SERVER)).hasSize(CLIENTS);
    assertThat(cluster.index().policiesIn("security")).hasSize(1);
    assertThat(cluster.index().namespaceLabels("team")).isPresent();
  }

  @Test
  void sync_oneKindNotListed_isNotReported() throws Exception {
    apiServer.holdLists("authpolicies");
    cluster.start();
    await().until(() -> cluster.index().clientsOf(SERVER).size() == CLIENTS);
    assertThat(cluster.isSynced()).isFalse();

    apiServer.releaseLists("authpolicies");
    cluster.awaitSync();
    assertThat(cluster.index().policiesIn("security")).hasSize(1);
  }

  @Test
  void list_refused_isOneLineOfTheLog() {
    apiServer.failLists("authpolicies", 403);
    try (var log = new RecordedLog()) {
      cluster.start();
      await().until(() -> apiServer.listsOf("authpolicies") > 2);

      assertThat(log.lines())
          .filteredOn(line -> line.contains("AuthPolicy"))
          .containsExactly(
              "WARN cannot list or watch AuthPolicy, will retry: out of order (HTTP 403)");
    }
  }

  private static HasMetadata manifest(
      Class<? extends HasMetadata> type, String namespace, String name, String spec) {
    return Serialization.unmarshal(
        """
        metadata: {name: %s, namespace: %s, uid: %s, resourceVersion: "1"}
        spec: %s
        """
            .formatted(name, namespace, name, spec),
        type);
  }
}
