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

  private static final List<String> NONE = List.of("", "x y", "ü", "-", "none");
  private static final List<String> TEAMS = List.of("web", "mobile");
  private static final List<String> KINDS = List.of("spa", "service", "native");
  private static final List<String> STAGES = List.of("prod", "dev");
  private static final List<String> SCOPES =
      List.of("openid", "profile", "email", "api:read", "api:write");
  private static final List<String> GRANTS =
      List.of("authorization_code", "refresh_token", "client_credentials", "implicit", "password");
  private static final List<String> METHODS =
      List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none");
  private static final List<String> LIFETIMES = List.of("5m", "15m", "1h", "24h");
  private static final List<String> ODD_LIFETIMES = List.of("0s", "5", "1d", "5M", "", "1h1h1h1h");
  private static final List<String> CRONS = List.of("0 0 * * *", "30 4 * * SUN");
  private static final List<String> ODD_CRONS = List.of("61 0 * * *", "daily", "0 0 30 2 *");
  private static final List<String> SCHEMES = List.of("https", "http", "com.example.app");
  private static final List<String> HOSTS =
      List.of("app.example.com", "*.example.com", "localhost", "[::1]", "*.com");
  private static final List<String> ODD_HOSTS =
      List.of("*.*.com", "https://a", "a/b", "*", "127.1", "*.1.2.3", "[0:0:0:0:0:0:0:1]");

  private final RandomChoices choices;

  public RandomClusters(RandomChoices choices) {
    this.choices = choices;
  }

  public RandomCluster next(String prefix) {
    String security = prefix + "-security";
    List<String> teams = List.of(prefix + "-one", prefix + "-two", security);
    List<ObjectNode> namespaces = new ArrayList<>();
    for (String team : teams) {
      ObjectNode namespace = manifest("v1", "Namespace", null, team);
      choices.maybe(0.7, labels(namespace), "team", () -> choices.text(TEAMS, TEAMS));
      namespaces.add(namespace);
    }
    List<ObjectNode> platform = new ArrayList<>();
    platform.add(server(security, "main"));
    if (choices.withProbability(0.4)) {
      platform.add(server(security, "other"));
    }
    for (int i = choices.upTo(5); i > 0; i--) {
      platform.add(spoilt(policy(security, "policy-" + i)));
    }
    List<ObjectNode> clients = new ArrayList<>();
    for (int i = 2 + choices.upTo(6); i > 0; i--) {
      clients.add(spoilt(client(choices.pick(teams), "client-" + i, security, prefix)));
    }
    return new RandomCluster(security, namespaces, platform, clients);
  }

  private static ObjectNode manifest(
      String apiVersion, String kind, String namespace, String name) {
    ObjectNode manifest = JSON.objectNode().put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode metadata = manifest.putObject("metadata").put("name", name);
    if (namespace != null) {
      metadata.put("namespace", namespace);
    }
    metadata.putObject("labels");
    return manifest;
  }

  private static ObjectNode ours(String kind, String namespace, String name) {
    ObjectNode manifest = manifest("auth.nauthera.io/v1alpha1", kind, namespace, name);
    manifest.putObject("spec");
    return manifest;
  }

  private static ObjectNode labels(ObjectNode manifest) {
    return (ObjectNode) manifest.at("/metadata/labels");
  }

  private static ObjectNode spec(ObjectNode manifest) {
    return (ObjectNode) manifest.path("spec");
  }

  private ObjectNode server(String namespace, String name) {
    ObjectNode server = ours("AuthServer", namespace, name);
    ObjectNode spec = spec(server);
    spec.set(
        "issuerUrl",
        choices.text(
            List.of("https://keycloak.example.com/realms/" + name),
            List.of(
                "https://keycloak.example.com/",
                "ftp://a",
                "https://a.example.com/realms/r?x",
                "https://keycloak.example.com/realms/r/")));
    choices.maybe(0.3, spec, "policySelector", () -> selector("stage", STAGES));
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
    choices.maybe(0.5, consent, "selector", () -> selector("team", TEAMS));
    return consent;
  }

  private JsonNode selector(String key, List<String> values) {
    ObjectNode selector = JSON.objectNode();
    if (choices.withProbability(0.6)) {
      selector.putObject("matchLabels").set(key, choices.text(values, NONE));
    }
    if (choices.withProbability(0.5)) {
      ObjectNode requirement = selector.putArray("matchExpressions").addObject().put("key", key);
      String operator =
          choices.mostly(List.of("In", "NotIn", "Exists", "DoesNotExist"), List.of("Is", "in"));
      requirement.put("operator", operator);
      if (operator.endsWith("In") != choices.withProbability(0.05)) {
        requirement.set("values", choices.some(values, NONE, 2));
      }
    }
    return selector;
  }

  private ObjectNode policy(String namespace, String name) {
    ObjectNode policy = ours("AuthPolicy", namespace, name);
    choices.maybe(0.7, labels(policy), "stage", () -> choices.text(STAGES, STAGES));
    ObjectNode spec = spec(policy);
    choices.maybe(0.4, spec, "clientSelector", () -> selector("kind", KINDS));
    choices.maybe(0.3, spec, "namespaceSelector", () -> selector("team", TEAMS));
    choices.maybe(
        0.3,
        spec,
        "enforcement",
        () -> choices.text(List.of("Enforce", "Warn", "Audit"), List.of("warn")));
    choices.maybe(0.5, spec, "allowedScopes", () -> choices.some(SCOPES, List.of("a b", ""), 4));
    choices.maybe(0.4, spec, "allowedGrantTypes", () -> choices.some(GRANTS, List.of("pin"), 3));
    choices.maybe(0.5, spec, "redirectUris", this::redirects);
    choices.maybe(0.3, spec, "allowCustomClientIds", choices::flag);
    choices.maybe(0.4, spec, "token", this::lifetimes);
    choices.maybe(0.3, spec, "enforcePKCE", choices::flag);
    choices.maybe(0.3, spec, "clientAuthentication", this::authentication);
    choices.maybe(
        0.1,
        spec,
        "existingClients",
        () -> choices.text(List.of("Restrict", "Retain", "Disable"), List.of("Delete")));
    return policy;
  }

  private JsonNode redirects() {
    ObjectNode redirects = JSON.objectNode();
    choices.maybe(
        0.5, redirects, "allowedSchemes", () -> choices.some(SCHEMES, List.of("HTTPS", "a:"), 3));
    choices.maybe(0.5, redirects, "allowedHosts", () -> choices.some(HOSTS, ODD_HOSTS, 3));
    choices.maybe(0.4, redirects, "allowLoopback", choices::flag);
    choices.maybe(0.4, redirects, "allowWildcards", choices::flag);
    return redirects;
  }

  private JsonNode lifetimes() {
    ObjectNode token = JSON.objectNode();
    for (String field : List.of("accessTokenTTL", "refreshTokenTTL", "idTokenTTL")) {
      choices.maybe(0.4, token, field, () -> choices.text(LIFETIMES, ODD_LIFETIMES));
    }
    return token;
  }

  private JsonNode authentication() {
    ObjectNode authentication = JSON.objectNode();
    choices.maybe(0.7, authentication, "method", () -> choices.text(METHODS, List.of("basic")));
    choices.maybe(
        0.3,
        authentication,
        "secretRotation",
        () -> {
          ObjectNode rotation = JSON.objectNode();
          choices.maybe(0.7, rotation, "enabled", choices::flag);
          choices.maybe(0.7, rotation, "schedule", () -> choices.text(CRONS, ODD_CRONS));
          choices.maybe(0.3, rotation, "withoutOverlap", choices::flag);
          return rotation;
        });
    return authentication;
  }

  private ObjectNode client(String namespace, String name, String security, String prefix) {
    ObjectNode client = ours("AuthClient", namespace, name);
    choices.maybe(0.7, labels(client), "kind", () -> choices.text(KINDS, List.of("x y", "ü", "-")));
    choices.maybe(
        0.05,
        labels(client),
        "auth.nauthera.io/auth-server",
        () -> choices.text(List.of(security + ".main", "another.server"), List.of("ü")));
    if (choices.withProbability(0.05)) {
      ((ObjectNode) client.path("metadata"))
          .putObject("annotations")
          .put("auth.nauthera.io/requested-by", "someone else");
    }
    ObjectNode spec = spec(client);
    ObjectNode server = spec.putObject("authServerRef");
    server.put("name", choices.mostly(List.of("main", "main", "other"), List.of("none", "")));
    if (!namespace.equals(security) || choices.withProbability(0.5)) {
      server.put("namespace", choices.mostly(List.of(security), List.of(namespace)));
    }
    choices.maybe(
        0.85,
        spec,
        "redirectUris",
        () -> choices.some(UriSamples.REDIRECTS, UriSamples.ODD_REDIRECTS, 3));
    choices.maybe(
        0.2,
        spec,
        "postLogoutRedirectUris",
        () -> choices.some(UriSamples.REDIRECTS, UriSamples.ODD_REDIRECTS, 2));
    choices.maybe(0.5, spec, "scopes", () -> choices.some(SCOPES, List.of("admin", "a b"), 3));
    choices.maybe(0.4, spec, "grantTypes", () -> choices.some(GRANTS, List.of("pin"), 3));
    choices.maybe(
        0.2, spec, "webOrigins", () -> choices.some(UriSamples.ORIGINS, UriSamples.ODD_ORIGINS, 2));
    choices.maybe(
        0.4, spec, "tokenEndpointAuthMethod", () -> choices.text(METHODS, List.of("basic")));
    choices.maybe(
        0.2,
        spec,
        "jwksUri",
        () -> choices.text(List.of("https://app.example.com/jwks"), List.of("http://a", "")));
    choices.maybe(0.1, spec, "jwks", () -> JSON.objectNode().set("keys", JSON.arrayNode()));
    choices.maybe(
        0.15,
        spec,
        "clientId",
        () ->
            choices.text(
                List.of(
                    namespace + ".own",
                    namespace + ".OWN",
                    prefix + "-shared",
                    prefix + "-Shared",
                    prefix + "-one.client-1",
                    "Account"),
                List.of("a b", "")));
    choices.maybe(
        0.15,
        spec,
        "secretName",
        () -> choices.text(List.of("shared", "client-1-client-secret"), List.of("Not", "a/b")));
    choices.maybe(
        0.1, spec, "deletionPolicy", () -> choices.text(List.of("Retain"), List.of("Keep")));
    return client;
  }

  /** Sometimes adds an unknown field or a value of another type. */
  private ObjectNode spoilt(ObjectNode manifest) {
    if (choices.withProbability(0.92)) {
      return manifest;
    }
    ObjectNode spec = spec(manifest);
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
      case 2 -> labels(manifest).put("bad key!", "value");
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
