package io.nauthera.controller.authclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.mapping.Labels;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthClientStatus.Effective;
import io.nauthera.api.v1alpha1.AuthClientStatus.Phase;
import io.nauthera.api.v1alpha1.AuthClientStatus.Registration;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.controller.Fixtures;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.e2e.agreement.RandomChoices;
import io.nauthera.e2e.agreement.RandomCluster;
import io.nauthera.e2e.agreement.RandomClusters;
import io.nauthera.webhook.cli.explain.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The law of effective settings: what {@code nauthera explain} prints as effective is what the
 * controller writes to {@code status.effective}, with the same {@code from}.
 */
class ExplainedSettingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METHOD = "tokenEndpointAuthMethod";
  private static final int CLUSTERS = 1_000;

  @Test
  void explainedSettings_ofRandomClients_areThoseOfTheirStatus() throws Exception {
    int provisioned = 0;
    int restricted = 0;
    int narrowedDefaults = 0;
    for (int seed = 0; seed < CLUSTERS; seed++) {
      InMemoryClusterState cluster = new InMemoryClusterState();
      List<AuthClient> clients = new ArrayList<>();
      fill(cluster, clients, new RandomClusters(new RandomChoices(new Random(seed))).next("c"));
      for (AuthClient client : clients) {
        AuthClientStatus status = status(cluster, client);
        if (status.effective() == null) {
          continue;
        }
        Map<String, JsonNode> explained = explained(cluster, client);
        Map<String, JsonNode> inStatus = settings(status.effective());
        if (inStatus.get(METHOD).at("/from/0").asText().equals("server")) {
          // A method that is forbidden or contested stays as it is at the server.
          inStatus.remove(METHOD);
          assertThat(explained.remove(METHOD).path("value").asText())
              .isIn("unchanged", "in conflict between AuthPolicies");
        }
        assertThat(explained)
            .as("seed %d, AuthClient %s", seed, AuthClients.name(client))
            .isEqualTo(inStatus);
        provisioned++;
        restricted += status.violations() == null ? 0 : 1;
        narrowedDefaults +=
            client.getSpec().grantTypes() == null
                    && !explained.get("grantTypes").at("/from/0").asText().equals("baseline")
                ? 1
                : 0;
      }
    }
    assertThat(provisioned).as("provisioned clients").isGreaterThan(1_000);
    assertThat(restricted).as("restricted clients").isGreaterThan(100);
    assertThat(narrowedDefaults).as("clients with a narrowed default").isGreaterThan(10);
  }

  private static void fill(
      InMemoryClusterState cluster, List<AuthClient> clients, RandomCluster random) {
    for (ObjectNode manifest : random.namespaces()) {
      Namespace namespace = read(manifest, Namespace.class);
      cluster.index().putNamespace(namespace.getMetadata().getName(), Labels.of(namespace));
    }
    for (ObjectNode manifest : random.platform()) {
      if (RandomCluster.kind(manifest).equals("AuthServer")) {
        ifValid(manifest, AuthServer.class, AuthServers::server, cluster::put);
      } else {
        ifValid(manifest, AuthPolicy.class, AuthPolicies::targeted, cluster::put);
      }
    }
    for (ObjectNode manifest : random.clients()) {
      ifValid(
          manifest,
          AuthClient.class,
          AuthClients::known,
          client -> {
            cluster.put(client);
            clients.add(client);
          });
    }
  }

  /** Random manifests may be invalid: those never get past admission. */
  private static <R extends CustomResource<?, ?>> void ifValid(
      ObjectNode manifest, Class<R> kind, Consumer<R> map, Consumer<R> put) {
    R resource;
    try {
      resource = read(manifest, kind);
      resource.getMetadata().setGeneration(1L);
      resource.getMetadata().setUid("uid-" + RandomCluster.name(manifest));
      resource.getMetadata().setCreationTimestamp("2026-01-01T00:00:00Z");
      map.accept(resource);
    } catch (RuntimeException e) {
      return;
    }
    put.accept(resource);
  }

  private static <R> R read(ObjectNode manifest, Class<R> kind) {
    return Serialization.unmarshal(manifest.toString(), kind);
  }

  /** Of a client that is registered already, so that violations restrict it. */
  private static AuthClientStatus status(InMemoryClusterState cluster, AuthClient client) {
    String realm =
        cluster
            .server(AuthClients.server(client))
            .map(server -> AuthServerSettings.of(server).realmUrl())
            .orElse("");
    client.setStatus(
        new AuthClientStatus(
            1L,
            List.of(),
            new Registration(realm, Phase.Registered, "id"),
            AuthClients.clientId(client),
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    return new ClientPipeline(cluster, new InMemoryRealm(), new FakePublisher(), "cluster")
        .run(client, saved -> {})
        .build(Fixtures.NOW);
  }

  private static Map<String, JsonNode> explained(InMemoryClusterState cluster, AuthClient client)
      throws JsonProcessingException {
    Map<String, JsonNode> settings = new TreeMap<>();
    String json = Explanation.of(cluster.index(), AuthClients.known(client), true).json();
    for (JsonNode row : JSON.readTree(json).path("effective")) {
      if (!row.path("value").asText().equals("unset")) {
        ObjectNode setting = JSON.createObjectNode();
        setting.set("value", row.path("value"));
        setting.set("from", row.path("from"));
        settings.put(row.path("field").asText(), setting);
      }
    }
    return settings;
  }

  private static Map<String, JsonNode> settings(Effective effective) {
    Map<String, JsonNode> settings = new TreeMap<>();
    JSON.<JsonNode>valueToTree(effective)
        .properties()
        .forEach(setting -> {
          if (!setting.getValue().isNull()) {
            settings.put(setting.getKey(), setting.getValue());
          }
        });
    return settings;
  }
}
