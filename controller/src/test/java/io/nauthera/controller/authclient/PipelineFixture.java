package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.status.Conditions;
import java.util.ArrayList;
import java.util.List;

/** A pipeline on a server and a cluster in memory, with a policy that allows only openid. */
class PipelineFixture {
  static final String COMPLIANT =
      "redirectUris: [\"https://app.example.com/cb\"], scopes: [openid]";
  static final String CLIENT_ID = "team.app";

  final InMemoryClusterState cluster =
      new InMemoryClusterState()
          .put(server(""))
          .put(policy("web", "allowedScopes: [openid]"))
          .putNamespace("team");
  final InMemoryRealm realm = new InMemoryRealm();
  final FakePublisher publisher = new FakePublisher();
  final ClientPipeline pipeline = new ClientPipeline(cluster, realm, publisher, "cluster-1");

  /** What was written before a client was created. */
  final List<AuthClientStatus> saved = new ArrayList<>();

  final AuthClientStatusBuilder run(AuthClient client) {
    cluster.put(client);
    return pipeline.run(client, saved::add);
  }

  /** The client with this spec, after one that complies was registered. */
  final AuthClient registered(String spec) {
    AuthClient client = client(spec);
    client.setStatus(run(client(COMPLIANT)).build(NOW));
    return client;
  }

  static Condition condition(AuthClientStatusBuilder status, ConditionType type) {
    return Conditions.find(status.build(NOW).conditions(), type).orElseThrow();
  }
}
