package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Merges a manifest into a stored object as {@code kubectl apply} does: fields of the manifest are
 * set, fields that were applied before and are missing now are removed, fields of others stay.
 * Lists are replaced.
 */
final class KubectlApplyMerge {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** The prefix of field names in managedFields. */
  private static final String FIELD = "f:";

  private KubectlApplyMerge() {}

  static boolean hasNull(JsonNode value) {
    if (!value.isContainerNode()) {
      return value.isNull();
    }
    for (JsonNode inner : value) {
      if (hasNull(inner)) {
        return true;
      }
    }
    return false;
  }

  /** What is sent for an object that does not exist: no field is null; items of lists stay. */
  static ObjectNode created(ObjectNode manifest) {
    ObjectNode sent = manifest.deepCopy();
    removeNulls(sent);
    return sent;
  }

  private static void removeNulls(JsonNode value) {
    if (value instanceof ObjectNode fields) {
      fields.removeNulls();
    }
    value.forEach(KubectlApplyMerge::removeNulls);
  }

  /** Changes neither object; the result equals the stored one if nothing changes. */
  static ObjectNode over(ObjectNode stored, ObjectNode manifest) {
    ObjectNode said = manifest;
    boolean isAnnotated = stored.at("/metadata/annotations").isObject();
    if (isAnnotated && manifest.get("metadata") instanceof ObjectNode metadata) {
      // kubectl always adds its own annotation, so it never removes all annotations.
      said = manifest.deepCopy();
      if (!metadata.hasNonNull("annotations")) {
        said.withObjectProperty("metadata").putObject("annotations");
      }
    }
    return merge(stored, lastApplied(stored), said);
  }

  private static ObjectNode merge(ObjectNode stored, JsonNode last, ObjectNode manifest) {
    ObjectNode merged = stored.deepCopy();
    for (Map.Entry<String, JsonNode> entry : last.properties()) {
      if (!manifest.has(entry.getKey())) {
        merged.remove(entry.getKey());
      }
    }
    for (Map.Entry<String, JsonNode> entry : manifest.properties()) {
      String name = entry.getKey();
      JsonNode said = entry.getValue();
      if (said.isNull()) {
        // kubectl sends only what differs from the last manifest, so a null in both does nothing.
        if (!(last.get(name) instanceof NullNode)) {
          merged.remove(name);
        }
      } else if (said instanceof ObjectNode fields
          && stored.get(name) instanceof ObjectNode there) {
        merged.set(name, merge(there, last.path(name), fields));
      } else if (!isSame(said, stored.path(name))) {
        merged.set(name, withoutNulls(said));
      }
    }
    return merged;
  }

  /** Null means absent in a JSON merge patch (RFC 7396), except inside lists. */
  private static JsonNode withoutNulls(JsonNode added) {
    if (!(added instanceof ObjectNode fields)) {
      return added.deepCopy();
    }
    ObjectNode left = JsonNodeFactory.instance.objectNode();
    fields
        .properties()
        .forEach(entry -> {
          if (!entry.getValue().isNull()) {
            left.set(entry.getKey(), withoutNulls(entry.getValue()));
          }
        });
    return left;
  }

  /** 1 and 1.0 are the same number. */
  private static boolean isSame(JsonNode a, JsonNode b) {
    return a.equals(
        (one, other) ->
            one.equals(other)
                    || (one.isNumber()
                        && other.isNumber()
                        && one.decimalValue().compareTo(other.decimalValue()) == 0)
                ? 0
                : 1,
        b);
  }

  /** Missing if it is not recorded; then no field is removed. */
  private static JsonNode lastApplied(ObjectNode stored) {
    JsonNode noted = stored.path("metadata").path("annotations").path(LAST_APPLIED);
    if (!noted.isTextual()) {
      return ownedByApplier(stored);
    }
    try {
      return JSON.readTree(noted.textValue());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** After a server-side apply, managedFields has the names of the fields without values. */
  private static JsonNode ownedByApplier(ObjectNode stored) {
    ObjectNode owned = JsonNodeFactory.instance.objectNode();
    for (JsonNode entry : stored.path("metadata").path("managedFields")) {
      boolean isApplier =
          entry.path("operation").asText().equals("Apply")
              && entry.path("subresource").asText().isEmpty()
              && entry.path("fieldsV1").has(FIELD + "spec");
      if (isApplier) {
        addFields(entry.path("fieldsV1"), owned);
      }
    }
    return owned;
  }

  private static void addFields(JsonNode fields, ObjectNode owned) {
    for (Map.Entry<String, JsonNode> entry : fields.properties()) {
      if (entry.getKey().startsWith(FIELD)) {
        addFields(
            entry.getValue(), owned.withObjectProperty(entry.getKey().substring(FIELD.length())));
      }
    }
  }
}
