package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes clusters in which policies, servers and clients affect each other: labels, scopes and hosts
 * come from short lists. Some values are invalid.
 */
public final class RandomClusters {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RandomChoices choices;
  private final RandomPolicies policies;
  private final RandomClients clients;

  public RandomClusters(RandomChoices choices) {
    this.choices = choices;
    policies = new RandomPolicies(choices);
    clients = new RandomClients(choices);
  }

  public RandomCluster next(String prefix) {
    String security = prefix + "-security";
    List<String> teams = List.of(prefix + "-one", prefix + "-two", security);
    List<ObjectNode> namespaces = new ArrayList<>();
    for (String team : teams) {
      ObjectNode namespace = NewManifest.of("v1", "Namespace", null, team);
      choices.maybe(
          0.7, NewManifest.labels(namespace), "team", () -> choices.text(Words.TEAMS, Words.TEAMS));
      namespaces.add(namespace);
    }
    List<ObjectNode> platform = new ArrayList<>();
    platform.add(server(security, "main"));
    if (choices.withProbability(0.4)) {
      platform.add(server(security, "other"));
    }
    for (int i = choices.upTo(5); i > 0; i--) {
      platform.add(spoilt(policies.any(security, "policy-" + i)));
    }
    List<ObjectNode> theirs = new ArrayList<>();
    for (int i = 2 + choices.upTo(6); i > 0; i--) {
      ObjectNode client =
          !theirs.isEmpty() && choices.withProbability(0.1)
              ? RandomClients.rival(choices.pick(theirs), "client-" + i)
              : clients.any(choices.pick(teams), "client-" + i, security, prefix);
      theirs.add(spoilt(client));
    }
    return new RandomCluster(security, namespaces, platform, theirs);
  }

  private ObjectNode server(String namespace, String name) {
    ObjectNode server = NewManifest.ours("AuthServer", namespace, name);
    ObjectNode spec = NewManifest.spec(server);
    spec.set(
        "issuerUrl",
        choices.text(
            List.of("https://keycloak.example.com/realms/" + name),
            List.of(
                "https://keycloak.example.com/",
                "ftp://a",
                "https://a.example.com/realms/r?x",
                "https://keycloak.example.com/realms/r/")));
    choices.maybe(0.3, spec, "policySelector", () -> policies.selector("stage", Words.STAGES));
    choices.maybe(0.3, spec, "allowedNamespaces", this::consent);
    choices.maybe(
        0.1,
        spec,
        "keycloak",
        () ->
            JSON.objectNode()
                .put("url", "https://keycloak.example.com/realms/" + name)
                .put("realm", choices.pick(List.of(name, "another"))));
    return server;
  }

  private JsonNode consent() {
    ObjectNode consent =
        JSON.objectNode()
            .put(
                "from", choices.mostly(List.of("All", "Same", "Selector"), List.of("Some", "all")));
    choices.maybe(0.5, consent, "selector", () -> policies.selector("team", Words.TEAMS));
    return consent;
  }

  /** Sometimes adds an unknown field or a value of another type. */
  private ObjectNode spoilt(ObjectNode manifest) {
    if (choices.withProbability(0.92)) {
      return manifest;
    }
    ObjectNode spec = NewManifest.spec(manifest);
    JsonNode odd =
        choices.pick(
            List.<JsonNode>of(
                JSON.nullNode(),
                JSON.numberNode(7),
                JSON.booleanNode(true),
                JSON.textNode("text"),
                JSON.arrayNode().add("a").add(1),
                JSON.objectNode().put("a", 1)));
    List<String> fields = spec.properties().stream().map(Map.Entry::getKey).toList();
    switch (choices.upTo(3)) {
      case 0 -> spec.set("unknown", odd);
      case 1 -> spec.set(fields.isEmpty() ? "token" : choices.pick(fields), odd);
      case 2 -> NewManifest.labels(manifest).put("bad key!", "value");
      default -> {
        if (fields.isEmpty()) {
          manifest.remove("spec");
        } else if (spec.path(choices.pick(fields)) instanceof ArrayNode list) {
          list.add(odd);
        }
      }
    }
    return manifest;
  }
}
