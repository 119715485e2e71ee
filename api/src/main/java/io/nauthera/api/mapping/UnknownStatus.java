package io.nauthera.api.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fields of a status that this version cannot read. They are kept in memory beside the resource, so
 * that writing the status does not remove what a newer version has written.
 */
public final class UnknownStatus {
  /** The API server removes unknown metadata, so only {@link ResourceReader} can set this. */
  private static final String KEY = "nauthera.io/unknown-status";

  private UnknownStatus() {}

  /** The fields as JSON; empty where every field could be read. */
  public static Map<String, Object> of(HasMetadata resource) {
    if (!(resource.getMetadata().getAdditionalProperties().get(KEY) instanceof Map<?, ?> fields)) {
      return Map.of();
    }
    var unknown = new TreeMap<String, Object>();
    fields.forEach((name, value) -> unknown.put(String.valueOf(name), value));
    return unknown;
  }

  /** The status with the unknown fields; what the status has already takes precedence. */
  public static Map<String, Object> merge(Map<?, ?> status, Map<?, ?> unknown) {
    var merged = new TreeMap<String, Object>();
    unknown.forEach((name, value) -> merged.put(String.valueOf(name), value));
    status.forEach((name, value) ->
        merged.merge(
            String.valueOf(name),
            value,
            (other, known) ->
                known instanceof Map<?, ?> inner && other instanceof Map<?, ?> more
                    ? merge(inner, more)
                    : known));
    return merged;
  }

  static void addTo(HasMetadata resource, Map<String, Object> fields) {
    resource.getMetadata().setAdditionalProperty(KEY, fields);
  }

  /** What is in the status as it was stored, and not in the status as it was read. */
  static ObjectNode difference(JsonNode stored, JsonNode read) {
    ObjectNode difference = ((ObjectNode) stored).objectNode();
    stored
        .properties()
        .forEach(field -> {
          JsonNode known = read.get(field.getKey());
          if (known == null) {
            difference.set(field.getKey(), field.getValue());
          } else if (known.isObject() && field.getValue().isObject()) {
            ObjectNode inner = difference(field.getValue(), known);
            if (!inner.isEmpty()) {
              difference.set(field.getKey(), inner);
            }
          }
        });
    return difference;
  }
}
