package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Makes AuthClients of which some have invalid values. */
final class RandomClients {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<String> DISPLAY_NAMES = List.of("My App", "Größe 😀", "x".repeat(255));
  private static final List<String> LONG_DISPLAY_NAMES =
      List.of("😀".repeat(200), "😀".repeat(127) + "xx", "x".repeat(256));

  /** The beginning of names that the API server completes. */
  static final String DRAWN = "drawn-";

  private final RandomChoices choices;
  private final RandomKeys keys;

  RandomClients(RandomChoices choices) {
    this.choices = choices;
    keys = new RandomKeys(choices);
  }

  ObjectNode any(String namespace, String name, String security, String prefix) {
    ObjectNode client = NewManifest.ours("AuthClient", namespace, name);
    choices.maybe(
        0.7,
        NewManifest.labels(client),
        "kind",
        () -> choices.text(Words.KINDS, List.of("x y", "ü", "-")));
    choices.maybe(
        0.05,
        NewManifest.labels(client),
        "auth.nauthera.io/auth-server",
        () -> choices.text(List.of(security + ".main", "another.server"), List.of("ü")));
    if (choices.withProbability(0.05)) {
      ((ObjectNode) client.path("metadata"))
          .putObject("annotations")
          .put("auth.nauthera.io/requested-by", "someone else");
    }
    if (choices.withProbability(0.1)) {
      rename(client);
    }
    ObjectNode spec = NewManifest.spec(client);
    choices.maybe(0.3, spec, "displayName", () -> choices.text(DISPLAY_NAMES, LONG_DISPLAY_NAMES));
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
    choices.maybe(
        0.5, spec, "scopes", () -> choices.some(Words.SCOPES, List.of("admin", "a b"), 3));
    choices.maybe(0.4, spec, "grantTypes", () -> choices.some(Words.GRANTS, List.of("pin"), 3));
    choices.maybe(
        0.2, spec, "webOrigins", () -> choices.some(UriSamples.ORIGINS, UriSamples.ODD_ORIGINS, 2));
    choices.maybe(
        0.4, spec, "tokenEndpointAuthMethod", () -> choices.text(Words.METHODS, List.of("basic")));
    boolean needsKeys = spec.path("tokenEndpointAuthMethod").asText().equals("private_key_jwt");
    choices.maybe(needsKeys ? 0.7 : 0.1, spec, "jwks", keys::any);
    choices.maybe(
        needsKeys && !spec.has("jwks") ? 0.8 : 0.05,
        spec,
        "jwksUri",
        () -> choices.text(List.of("https://app.example.com/jwks"), List.of("http://a", "")));
    choices.maybe(
        0.2,
        spec,
        "clientId",
        () ->
            choices.text(
                List.of(
                    namespace + ".own",
                    namespace + ".own",
                    namespace + ".OWN",
                    namespace + ".OWN",
                    prefix + "-shared",
                    prefix + "-Shared",
                    prefix + "-one.client-1",
                    "https://" + namespace + ".own"),
                List.of(
                    "Account",
                    "a b",
                    "",
                    filled(namespace + ".", 239),
                    filled(namespace + ".", 255),
                    filled(namespace + ".", 256))));
    choices.maybe(
        0.15,
        spec,
        "secretName",
        () ->
            choices.text(
                List.of("shared", "client-1-client-secret", filled("s", 253)),
                List.of("Not", "a/b", filled("s", 254))));
    choices.maybe(0.15, spec, "secretTemplate", this::secretTemplate);
    choices.maybe(
        0.1, spec, "deletionPolicy", () -> choices.text(List.of("Retain"), List.of("Keep")));
    if (spec.path("redirectUris").isEmpty()
        && spec.path("grantTypes").isEmpty()
        && choices.withProbability(0.9)) {
      spec.putArray("redirectUris").add(choices.pick(UriSamples.REDIRECTS));
    }
    for (String field : List.of("scopes", "redirectUris", "webOrigins")) {
      choices.maybe(0.03, spec, field, JSON::nullNode);
    }
    return client;
  }

  private ObjectNode secretTemplate() {
    ObjectNode template = JSON.objectNode();
    List<String> reserved = List.of("auth.nauthera.io/client", "app.kubernetes.io/managed-by");
    List<String> odd = List.of("x y", "", "Team.example.com/a", "a/b/c", "ü");
    for (String field : List.of("labels", "annotations")) {
      choices.maybe(
          0.5,
          template,
          field,
          () ->
              JSON.objectNode()
                  .set(
                      choices.mostly(
                          List.of("team", "example.com/team"),
                          choices.pick(List.of(reserved, odd))),
                      choices.text(List.of("a", ""), List.of("x y", filled("", 64)))));
    }
    choices.maybe(
        0.7,
        template,
        "data",
        () ->
            JSON.objectNode()
                .set(
                    choices.mostly(
                        List.of("OIDC_ID", "a.b-c", ".hidden"),
                        List.of("client_id", "new_endpoint", "a b", "..", "..a", ".", "")),
                    choices.text(List.of("client_id", "scope"), List.of("nothing"))));
    return template;
  }

  /** A copy with the same client id in another letter case. */
  static ObjectNode rival(ObjectNode holder, String name) {
    ObjectNode rival = holder.deepCopy();
    String id =
        holder
            .at("/spec/clientId")
            .asText(RandomCluster.namespace(holder) + "." + RandomCluster.name(holder));
    ((ObjectNode) rival.path("metadata")).put("name", name).remove("generateName");
    if (rival.path("spec") instanceof ObjectNode spec) {
      int own = id.indexOf('.') + 1;
      spec.put("clientId", id.substring(0, own) + id.substring(own).toUpperCase(Locale.ROOT));
    }
    return rival;
  }

  /** A name that the API server completes, or one that is too long for what is derived from it. */
  private void rename(ObjectNode client) {
    ObjectNode metadata = (ObjectNode) client.path("metadata");
    if (choices.withProbability(0.5)) {
      metadata.remove("name");
      metadata.put("generateName", DRAWN);
    } else {
      metadata.put("name", filled(metadata.path("name").asText() + "-", 225 + choices.upTo(28)));
    }
  }

  private static String filled(String start, int length) {
    return start + "n".repeat(length - start.length());
  }
}
