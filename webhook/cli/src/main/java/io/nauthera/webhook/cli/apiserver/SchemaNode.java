package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One level of an openAPIV3Schema, read once. Properties are sorted by name. {@code defaulted}
 * names those that have a fallback, {@code values} is the schema of additionalProperties, {@code
 * hasSets} and {@code hasRules} say whether there are any here or below.
 */
record SchemaNode(
    String type,
    Map<String, SchemaNode> properties,
    @Nullable JsonNode fallback,
    List<String> defaulted,
    List<String> required,
    @Nullable SchemaNode items,
    @Nullable SchemaNode values,
    boolean keepsUnknown,
    List<String> supported,
    int minLength,
    int maxLength,
    int maxItems,
    int maxProperties,
    boolean isTime,
    boolean isSet,
    List<CelRule> rules,
    boolean hasSets,
    boolean hasRules) {

  private static final Set<String> UNDERSTOOD =
      Set.of(
          "type",
          "description",
          "format",
          "properties",
          "items",
          "additionalProperties",
          "required",
          "enum",
          "default",
          "minLength",
          "maxLength",
          "maxItems",
          "maxProperties",
          "x-kubernetes-list-type",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-validations");

  /** Of a whole manifest: the API server drops {@code status} and checks only its field names. */
  static SchemaNode readRoot(JsonNode schema) {
    var root = (ObjectNode) schema.deepCopy();
    if (root.path("properties") instanceof ObjectNode properties && properties.has("status")) {
      properties.set("status", shape(properties.path("status")));
    }
    return read(root);
  }

  private static JsonNode shape(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      object.retain("type", "properties", "items", "additionalProperties");
      object.path("properties").forEach(SchemaNode::shape);
      shape(object.path("items"));
      shape(object.path("additionalProperties"));
    }
    return schema;
  }

  static SchemaNode read(JsonNode schema) {
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      if (!UNDERSTOOD.contains(keyword.getKey())) {
        throw new IllegalStateException("unsupported keyword in a schema: " + keyword.getKey());
      }
    }
    var sorted = new TreeMap<String, SchemaNode>();
    schema
        .path("properties")
        .properties()
        .forEach(property -> sorted.put(property.getKey(), read(property.getValue())));
    Map<String, SchemaNode> properties = new LinkedHashMap<>(sorted);
    SchemaNode items = schema.has("items") ? read(schema.path("items")) : null;
    SchemaNode values =
        schema.path("additionalProperties").isObject()
            ? read(schema.path("additionalProperties"))
            : null;
    List<CelRule> rules = new ArrayList<>();
    schema.path("x-kubernetes-validations").forEach(rule -> rules.add(CelRule.read(rule)));
    boolean isSet = schema.path("x-kubernetes-list-type").asText().equals("set");
    return new SchemaNode(
        schema.path("type").asText(),
        properties,
        schema.get("default"),
        properties.entrySet().stream()
            .filter(entry -> entry.getValue().fallback != null)
            .map(Map.Entry::getKey)
            .toList(),
        texts(schema.path("required")),
        items,
        values,
        schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(),
        texts(schema.path("enum")),
        schema.path("minLength").asInt(),
        schema.path("maxLength").asInt(Integer.MAX_VALUE),
        schema.path("maxItems").asInt(Integer.MAX_VALUE),
        schema.path("maxProperties").asInt(Integer.MAX_VALUE),
        schema.path("format").asText().equals("date-time"),
        isSet,
        rules,
        isSet
            || (items != null && items.hasSets)
            || properties.values().stream().anyMatch(SchemaNode::hasSets),
        !rules.isEmpty()
            || (items != null && items.hasRules)
            || properties.values().stream().anyMatch(SchemaNode::hasRules));
  }

  /** Null where the schema has no such field. */
  @Nullable SchemaNode field(String name) {
    SchemaNode property = properties.get(name);
    return property == null ? values : property;
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}
