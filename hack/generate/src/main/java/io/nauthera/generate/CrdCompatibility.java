package io.nauthera.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what a CRD refuses or drops although the CRD of an earlier release accepts it. Then objects
 * that are stored already, or manifests that users have, would break with an upgrade.
 */
final class CrdCompatibility {
  private static final List<String> UPPER_LIMITS =
      List.of("maxLength", "maximum", "maxItems", "maxProperties");
  private static final List<String> LOWER_LIMITS =
      List.of("minLength", "minimum", "minItems", "minProperties");
  private static final List<String> KEPT =
      List.of("type", "default", "x-kubernetes-list-type", "x-kubernetes-list-map-keys");
  private static final List<String> CHECKS = List.of("pattern", "format");

  private final List<String> problems = new ArrayList<>();

  private CrdCompatibility() {}

  /** One sentence per problem; empty if {@code current} accepts all that {@code released} does. */
  static List<String> problems(JsonNode released, JsonNode current) {
    var check = new CrdCompatibility();
    for (String path : List.of("/spec/group", "/spec/scope", "/spec/names")) {
      if (!released.at(path).equals(current.at(path))) {
        check.add(path, "has changed");
      }
    }
    for (JsonNode version : released.at("/spec/versions")) {
      if (version.path("served").asBoolean()) {
        check.version(version, current);
      }
    }
    return check.problems;
  }

  private void version(JsonNode released, JsonNode crd) {
    String name = released.path("name").asText();
    crd.at("/spec/versions")
        .valueStream()
        .filter(version ->
            version.path("name").asText().equals(name) && version.path("served").asBoolean())
        .findFirst()
        .ifPresentOrElse(
            current ->
                compare(
                    name,
                    released.at("/schema/openAPIV3Schema"),
                    current.at("/schema/openAPIV3Schema")),
            () -> add(name, "is not served any more"));
  }

  private void compare(String path, JsonNode released, JsonNode current) {
    for (String name : KEPT) {
      if (!released.path(name).equals(current.path(name))) {
        add(path, "has another " + name);
      }
    }
    for (String name : CHECKS) {
      if (current.has(name) && !released.path(name).equals(current.path(name))) {
        add(path, "has a new or changed " + name);
      }
    }
    limits(path, released, current);
    if (released.path("nullable").asBoolean() && !current.path("nullable").asBoolean()) {
      add(path, "does not accept null any more");
    }
    enumeration(path, released, current);
    rules(path, released, current);
    required(path, released, current);
    children(path, released, current);
  }

  private void limits(String path, JsonNode released, JsonNode current) {
    for (String name : UPPER_LIMITS) {
      if (current.has(name)
          && (!released.has(name)
              || current.path(name).asDouble() < released.path(name).asDouble())) {
        add(path, "has a lower " + name);
      }
    }
    for (String name : LOWER_LIMITS) {
      if (current.path(name).asDouble() > released.path(name).asDouble()) {
        add(path, "has a higher " + name);
      }
    }
  }

  private void enumeration(String path, JsonNode released, JsonNode current) {
    if (!current.has("enum")) {
      return;
    }
    if (!released.has("enum")) {
      add(path, "accepts only some values now");
    }
    Set<JsonNode> accepted = values(current.path("enum"));
    for (JsonNode value : released.path("enum")) {
      if (!accepted.contains(value)) {
        add(path, "does not accept " + value + " any more");
      }
    }
  }

  private void rules(String path, JsonNode released, JsonNode current) {
    Set<String> known = expressions(released);
    for (String rule : expressions(current)) {
      if (!known.contains(rule)) {
        add(path, "has a new rule: " + rule);
      }
    }
  }

  private static Set<String> expressions(JsonNode schema) {
    return schema
        .path("x-kubernetes-validations")
        .valueStream()
        .map(rule -> rule.path("rule").asText())
        .collect(Collectors.toSet());
  }

  private void required(String path, JsonNode released, JsonNode current) {
    Set<JsonNode> known = values(released.path("required"));
    for (JsonNode name : current.path("required")) {
      boolean hasDefault = current.path("properties").path(name.asText()).has("default");
      if (!known.contains(name) && !hasDefault) {
        add(path + "." + name.asText(), "is required now");
      }
    }
  }

  private void children(String path, JsonNode released, JsonNode current) {
    for (Map.Entry<String, JsonNode> property : released.path("properties").properties()) {
      String child = path + "." + property.getKey();
      JsonNode now = current.path("properties").path(property.getKey());
      if (now.isMissingNode()) {
        add(child, "does not exist any more");
      } else {
        compare(child, property.getValue(), now);
      }
    }
    if (released.has("items")) {
      compare(path + "[]", released.path("items"), current.path("items"));
    }
    if (released.path("additionalProperties").isObject()) {
      compare(
          path + ".*", released.path("additionalProperties"), current.path("additionalProperties"));
    }
  }

  private static Set<JsonNode> values(JsonNode array) {
    return array.valueStream().collect(Collectors.toSet());
  }

  private void add(String path, String problem) {
    problems.add(path + " " + problem);
  }
}
