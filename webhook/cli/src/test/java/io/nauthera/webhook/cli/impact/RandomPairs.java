package io.nauthera.webhook.cli.impact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small sets of manifests by chance, of so few words that they often touch each other. */
final class RandomPairs {
  private static final List<String> NAMESPACES = List.of("team-a", "team-b");
  private static final List<String> KINDS = List.of("web", "native");
  private static final List<String> SCOPES = List.of("openid", "email", "api:read");
  private static final List<String> GRANTS =
      List.of("authorization_code", "refresh_token", "client_credentials");
  private static final List<String> METHODS =
      List.of("client_secret_basic", "private_key_jwt", "none");
  private static final List<String> LIFETIMES = List.of("1m", "5m", "1h");

  private final Random random;
  private final ManifestIndex index = new ManifestIndex();

  private RandomPairs(Random random) {
    this.random = random;
  }

  static ManifestIndex any(Random random) {
    var sides = new RandomPairs(random);
    sides.fill();
    return sides.index;
  }

  private void fill() {
    for (String namespace : NAMESPACES) {
      if (random.nextInt(10) > 0) {
        index.putNamespace(namespace, Map.of("stage", any(List.of("dev", "prod"))));
      }
    }
    for (String server : List.of("one", "two")) {
      if (random.nextInt(5) > 0) {
        index.put(server(server));
      }
    }
    for (String policy : List.of("a", "b", "c")) {
      if (perhaps()) {
        index.put(policy(policy));
      }
    }
    for (String client : List.of("shop", "blog", "wiki")) {
      for (String namespace : NAMESPACES) {
        if (random.nextInt(4) > 0) {
          index.put(client(namespace, client));
        }
      }
    }
  }

  private AuthServer server(String name) {
    ObjectNode server = manifest("security", name);
    ObjectNode spec =
        server.putObject("spec").put("issuerUrl", "https://auth.example.com/realms/r");
    if (perhaps()) {
      matching(spec.putObject("policySelector"), "env", "prod");
    }
    if (perhaps()) {
      ObjectNode allowed = spec.putObject("allowedNamespaces").put("from", "Selector");
      matching(allowed.putObject("selector"), "stage", "prod");
    }
    return ResourceReader.read(server, AuthServer.class);
  }

  private AuthPolicy policy(String name) {
    ObjectNode policy = manifest("security", name);
    if (random.nextInt(4) > 0) {
      labels(policy, "env", "prod");
    }
    ObjectNode spec = policy.putObject("spec");
    spec.put("enforcement", any(List.of("Enforce", "Enforce", "Warn", "Audit")));
    if (perhaps()) {
      matching(spec.putObject("clientSelector"), "kind", any(KINDS));
    }
    if (random.nextInt(3) == 0) {
      matching(spec.putObject("namespaceSelector"), "stage", "dev");
    }
    some(SCOPES, spec, "allowedScopes");
    some(GRANTS, spec, "allowedGrantTypes");
    if (perhaps()) {
      spec.putObject("token")
          .put("accessTokenTTL", any(LIFETIMES))
          .put("refreshTokenTTL", any(LIFETIMES))
          .put("idTokenTTL", any(LIFETIMES));
    }
    spec.put("enforcePKCE", perhaps());
    if (perhaps()) {
      ObjectNode authentication =
          spec.putObject("clientAuthentication").put("method", any(METHODS));
      if (perhaps()) {
        authentication
            .putObject("secretRotation")
            .put("enabled", true)
            .put("schedule", any(List.of("0 0 * * *", "0 1 * * *")));
      }
    }
    ObjectNode uris = spec.putObject("redirectUris");
    some(List.of("shop.example.com", "*.example.com"), uris, "allowedHosts");
    return ResourceReader.read(policy, AuthPolicy.class);
  }

  private AuthClient client(String namespace, String name) {
    ObjectNode client = manifest(namespace, name);
    labels(client, "kind", any(KINDS));
    ((ObjectNode) client.path("metadata"))
        .put("creationTimestamp", "2026-01-01T00:00:00Z")
        .put("uid", namespace + name);
    ObjectNode spec = client.putObject("spec");
    spec.putObject("authServerRef")
        .put("namespace", "security")
        .put("name", any(List.of("one", "two")));
    if (perhaps()) {
      spec.put("clientId", any(List.of("team-a.shared", "alien")));
    }
    some(SCOPES, spec, "scopes");
    some(GRANTS, spec, "grantTypes");
    if (perhaps()) {
      spec.put("tokenEndpointAuthMethod", any(METHODS));
    }
    spec.putArray("redirectUris")
        .add("https://" + any(List.of("shop.example.com", "a.b.example.com")) + "/cb");
    return ResourceReader.read(client, AuthClient.class);
  }

  private static ObjectNode manifest(String namespace, String name) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.putObject("metadata").put("namespace", namespace).put("name", name);
    return manifest;
  }

  private static void labels(ObjectNode manifest, String key, String value) {
    ((ObjectNode) manifest.path("metadata")).putObject("labels").put(key, value);
  }

  private static void matching(ObjectNode selector, String key, String value) {
    selector.putObject("matchLabels").put(key, value);
  }

  /** Often nothing is said at all. */
  private void some(List<String> words, ObjectNode into, String field) {
    if (perhaps()) {
      ArrayNode chosen = into.putArray(field);
      words.stream().filter(word -> perhaps()).forEach(chosen::add);
    }
  }

  private boolean perhaps() {
    return random.nextBoolean();
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
