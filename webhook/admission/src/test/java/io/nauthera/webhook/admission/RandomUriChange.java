package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A creation or an update of an AuthClient in which one URI or the client id is random, and
 * everything else is valid.
 */
record RandomUriChange(ObjectNode after, @Nullable ObjectNode before) {
  private static final List<String> LISTS =
      List.of("redirectUris", "postLogoutRedirectUris", "webOrigins");
  private static final List<String> STARTS =
      List.of("https://", "https://", "com.example.app:/", "com.example.app:", "");
  private static final List<String> PARTS =
      List.of(
          "https:",
          "HTTPS:",
          "javaScript:",
          "blob:",
          "//",
          "/",
          "*",
          "/*",
          "#",
          "?",
          "@",
          "user@",
          "app.example.com",
          "App.example.com",
          "[::1]",
          "[::A]",
          ":8443",
          ":443",
          "A",
          "a",
          "%2A",
          "%2a",
          "\\",
          " ",
          "\n",
          "ſ",
          "+",
          ".",
          "");
  private static final List<String> PREFIXES = List.of("", "", "team.", "Team.", "other.");
  private static final List<String> IDS =
      List.of("account", "Account", "broker", "app", "master-realm", "app-REALM", "realm");

  static RandomUriChange of(RandomGenerator random) {
    var mutator = new Mutator(random);
    ObjectNode after = PermissiveCluster.client();
    var spec = (ObjectNode) after.path("spec");
    if (random.nextInt(8) == 0) {
      spec.put("clientId", mutator.pick(PREFIXES) + mutator.pick(IDS));
      return new RandomUriChange(after, null);
    }
    String uri = uri(random, mutator);
    spec.withArrayProperty(mutator.pick(LISTS)).add(uri);
    if (random.nextInt(4) > 0) {
      return new RandomUriChange(after, null);
    }
    ObjectNode before = PermissiveCluster.client();
    ((ObjectNode) before.path("spec"))
        .withArrayProperty(mutator.pick(LISTS))
        .add(random.nextBoolean() ? uri : uri(random, mutator));
    return new RandomUriChange(after, before);
  }

  private static String uri(RandomGenerator random, Mutator mutator) {
    if (random.nextBoolean()) {
      return new RedirectUriGrammar(mutator).next();
    }
    var uri = new StringBuilder(mutator.pick(STARTS));
    for (int i = random.nextInt(5); i >= 0; i--) {
      uri.append(mutator.pick(PARTS));
    }
    return uri.toString();
  }
}
