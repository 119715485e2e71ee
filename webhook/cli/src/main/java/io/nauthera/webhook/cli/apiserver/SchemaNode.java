package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One level of a CRD's openAPIV3Schema, read once. Properties are in the order of their names.
 * {@code defaulted} names those of them that have a fallback, {@code values} is the schema of
 * additionalProperties, {@code hasSets} and {@code hasRules} say whether there are any here or
 * below.
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
    boolean isSet,
    List<CelRule> rules,
    boolean hasSets,
    boolean hasRules) {

  private static final Set<String> UNDERSTOOD =
      Set.of(
          "type",
          "description",
          "properties",
          "items",
          "additionalProperties",
          "required",
          "enum",
          "default",
          "minLength",
          "maxLength",
          "maxItems",
          "x-kubernetes-list-type",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-validations");

  /** Of an object as written in YAML. */
  static SchemaNode read(Map<?, ?> schema) {
    return node(schema, properties(schema, (name, property) -> read(property)));
  }

  /**
   * Of a whole manifest. What a new object says in {@code status} is dropped before it is looked
   * at, so of that only the names of the fields count.
   */
  static SchemaNode readRoot(Map<?, ?> schema) {
    return node(
        schema,
        properties(
            schema, (name, property) -> name.equals("status") ? shape(property) : read(property)));
  }

  private static SchemaNode shape(Map<?, ?> schema) {
    return new SchemaNode(
        text(schema, "type"),
        properties(schema, (name, property) -> shape(property)),
        null,
        List.of(),
        List.of(),
        schema.get("items") instanceof Map<?, ?> items ? shape(items) : null,
        schema.get("additionalProperties") instanceof Map<?, ?> values ? shape(values) : null,
        false,
        List.of(),
        0,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        false,
        List.of(),
        false,
        false);
  }

  private static SchemaNode node(Map<?, ?> schema, Map<String, SchemaNode> properties) {
    for (Object keyword : schema.keySet()) {
      if (!UNDERSTOOD.contains(keyword)) {
        throw new IllegalStateException("a CRD has a keyword that is not understood: " + keyword);
      }
    }
    SchemaNode items = schema.get("items") instanceof Map<?, ?> s ? read(s) : null;
    SchemaNode values = schema.get("additionalProperties") instanceof Map<?, ?> s ? read(s) : null;
    List<CelRule> rules =
        list(schema, "x-kubernetes-validations").stream()
            .map(rule -> CelRule.read((Map<?, ?>) rule))
            .toList();
    boolean isSet = text(schema, "x-kubernetes-list-type").equals("set");
    return new SchemaNode(
        text(schema, "type"),
        properties,
        fallback(schema.get("default")),
        properties.entrySet().stream()
            .filter(entry -> entry.getValue().fallback != null)
            .map(Map.Entry::getKey)
            .toList(),
        texts(schema, "required"),
        items,
        values,
        Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields")),
        texts(schema, "enum"),
        number(schema, "minLength", 0),
        number(schema, "maxLength", Integer.MAX_VALUE),
        number(schema, "maxItems", Integer.MAX_VALUE),
        isSet,
        rules,
        isSet
            || (items != null && items.hasSets)
            || properties.values().stream().anyMatch(SchemaNode::hasSets),
        !rules.isEmpty()
            || (items != null && items.hasRules)
            || properties.values().stream().anyMatch(SchemaNode::hasRules));
  }

  private static Map<String, SchemaNode> properties(
      Map<?, ?> schema, BiFunction<String, Map<?, ?>, SchemaNode> reading) {
    var properties = new TreeMap<String, SchemaNode>();
    map(schema, "properties")
        .forEach((name, property) ->
            properties.put(
                String.valueOf(name), reading.apply(String.valueOf(name), (Map<?, ?>) property)));
    return new LinkedHashMap<>(properties);
  }

  /** Null where the schema knows no such field. */
  @Nullable SchemaNode field(String name) {
    SchemaNode property = properties.get(name);
    return property == null ? values : property;
  }

  private static @Nullable JsonNode fallback(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return TextNode.valueOf(text);
    }
    throw new IllegalStateException("a CRD has a default that is no text: " + value);
  }

  private static Map<?, ?> map(Map<?, ?> schema, String key) {
    return schema.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Map<?, ?> schema, String key) {
    return schema.get(key) instanceof List<?> list ? list : List.of();
  }

  private static List<String> texts(Map<?, ?> schema, String key) {
    return list(schema, key).stream().map(String::valueOf).toList();
  }

  private static String text(Map<?, ?> schema, String key) {
    return schema.get(key) instanceof String text ? text : "";
  }

  private static int number(Map<?, ?> schema, String key, int otherwise) {
    return schema.get(key) instanceof Number number ? number.intValue() : otherwise;
  }
}
