package io.nauthera.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.runtime.FakeApiServer;
import io.nauthera.runtime.RecordedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the controller knows of the cluster, and what its log says when the API server refuses. */
@Timeout(60)
class ClusterTest {
  @Test
  void start_whileOneKindIsRefused_isLoggedAndGoesOn() throws Exception {
    var namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("team")
            .withUid("1")
            .withResourceVersion("1")
            .endMetadata()
            .build();
    try (var log = new RecordedLog();
        var apiServer = new FakeApiServer(namespace);
        var cluster = new Cluster(apiServer.client(), new NoOneConcerned())) {
      apiServer.failLists("authpolicies", 403);
      cluster.start();
      await().until(() -> apiServer.listsOf("authpolicies") > 2);

      assertThat(log.lines())
          .contains("WARN cannot list or watch AuthPolicy, will retry: out of order (HTTP 403)")
          .filteredOn(line -> line.contains("AuthPolicy"))
          .hasSize(1);
      apiServer.allowLists("authpolicies");
      cluster.awaitSync();
      assertThat(cluster.index().namespaceLabels("team")).isPresent();
    }
  }

  private record NoOneConcerned() implements Cluster.Concerned {
    @Override
    public void client(ClientName name) {}

    @Override
    public void policy(PolicyName name) {}

    @Override
    public void server(ServerName name) {}
  }
}
