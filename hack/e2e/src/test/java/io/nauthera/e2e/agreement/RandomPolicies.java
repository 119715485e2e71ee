package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Makes AuthPolicies of which some have invalid values. */
final class RandomPolicies {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<String> LIFETIMES = List.of("5m", "15m", "1h", "24h");
  private static final List<String> ODD_LIFETIMES = List.of("0s", "5", "1d", "5M", "", "1h1h1h1h");
  private static final List<String> SCHEDULES =
      List.of(
          "0 0 * * *",
          "@daily",
          "@hourly",
          "30 4 * * SUN",
          "30 4 ? * 7",
          "0 0 29 2 *",
          " 0\t0  1 JAN,jul MON-FRI\n",
          "*/90 8/2 */2 * FRI-SUN");
  private static final List<String> ODD_SCHEDULES =
      List.of(
          "61 0 * * *",
          "daily",
          "0 0 30 2 *",
          "0 0 31 4,6 ?",
          "@every 24h",
          "TZ=UTC 0 0 * * *",
          "0 0 0 * * ?",
          "0 0 L * MON#1",
          "0 0 * * * || 0 1 * * *",
          "",
          "0 ".repeat(300));
  private static final List<String> TIME_ZONES = List.of("UTC", "Etc/UTC", "Europe/Berlin", "EST");
  private static final List<String> ODD_TIME_ZONES =
      List.of("Local", "+02:00", "utc", "", "Europe/".repeat(10));
  private static final List<String> SCHEMES = List.of("https", "http", "com.example.app");
  private static final List<String> HOSTS =
      List.of("app.example.com", "*.example.com", "localhost", "[::1]", "*.com");
  private static final List<String> ODD_HOSTS =
      List.of("*.*.com", "https://a", "a/b", "*", "127.1", "*.1.2.3", "[0:0:0:0:0:0:0:1]");

  private final RandomChoices choices;

  RandomPolicies(RandomChoices choices) {
    this.choices = choices;
  }

  ObjectNode any(String namespace, String name) {
    ObjectNode policy = NewManifest.ours("AuthPolicy", namespace, name);
    choices.maybe(
        0.7, NewManifest.labels(policy), "stage", () -> choices.text(Words.STAGES, Words.STAGES));
    ObjectNode spec = NewManifest.spec(policy);
    choices.maybe(0.4, spec, "clientSelector", () -> selector("kind", Words.KINDS));
    choices.maybe(0.3, spec, "namespaceSelector", () -> selector("team", Words.TEAMS));
    choices.maybe(
        0.3,
        spec,
        "enforcement",
        () -> choices.text(List.of("Enforce", "Warn", "Audit"), List.of("warn")));
    choices.maybe(
        0.5, spec, "allowedScopes", () -> choices.some(Words.SCOPES, List.of("a b", ""), 4));
    choices.maybe(
        0.4, spec, "allowedGrantTypes", () -> choices.some(Words.GRANTS, List.of("pin"), 3));
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
    choices.maybe(
        0.7, authentication, "method", () -> choices.text(Words.METHODS, List.of("basic")));
    choices.maybe(
        0.5,
        authentication,
        "secretRotation",
        () -> {
          ObjectNode rotation = JSON.objectNode();
          choices.maybe(0.7, rotation, "enabled", choices::flag);
          choices.maybe(0.7, rotation, "schedule", () -> choices.text(SCHEDULES, ODD_SCHEDULES));
          choices.maybe(0.4, rotation, "timeZone", () -> choices.text(TIME_ZONES, ODD_TIME_ZONES));
          choices.maybe(0.3, rotation, "withoutOverlap", choices::flag);
          return rotation;
        });
    return authentication;
  }

  JsonNode selector(String key, List<String> values) {
    ObjectNode selector = JSON.objectNode();
    if (choices.withProbability(0.6)) {
      selector.putObject("matchLabels").set(key, choices.text(values, Words.NONE));
    }
    if (choices.withProbability(0.5)) {
      ObjectNode requirement = selector.putArray("matchExpressions").addObject().put("key", key);
      String operator =
          choices.mostly(List.of("In", "NotIn", "Exists", "DoesNotExist"), List.of("Is", "in"));
      requirement.put("operator", operator);
      if (operator.endsWith("In") != choices.withProbability(0.05)) {
        requirement.set("values", choices.some(values, Words.NONE, 2));
      }
    }
    return selector;
  }
}
