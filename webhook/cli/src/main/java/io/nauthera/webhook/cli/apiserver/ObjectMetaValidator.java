package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads and validates the metadata of a namespaced object: with the verdict, fields and causes of
 * apimachinery, in words of its own.
 */
final class ObjectMetaValidator {
  private static final ValuePath METADATA = ValuePath.ROOT.child("metadata");
  static final SchemaNode SCHEMA = SchemaNode.read(CrdSchemas.document("objectmeta.yaml"));
  private static final int MOST_ANNOTATION_BYTES = 256 * 1024;

  private static final List<String> SYSTEM =
      List.of(
          "creationTimestamp",
          "uid",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "selfLink",
          "managedFields");

  private static final List<String> KEPT =
      Stream.concat(SYSTEM.stream(), Stream.of("generation", "resourceVersion")).toList();

  private ObjectMetaValidator() {}

  /** A copy as Go's decoder holds it; adds an error for each value of a wrong type. */
  static ObjectNode read(JsonNode metadata, StrictDecoder decoder, List<FieldError> errors) {
    boolean isEmpty = metadata.isNull() || metadata.isMissingNode();
    ObjectNode empty = JsonNodeFactory.instance.objectNode();
    JsonNode read = decoder.read(isEmpty ? empty : metadata, SCHEMA, METADATA);
    ValueCheck.schema(read, SCHEMA, METADATA, errors);
    if (!(read instanceof ObjectNode object)) {
      return empty;
    }
    object.properties().removeIf(field -> isZero(field.getValue()));
    return object;
  }

  private static boolean isZero(JsonNode value) {
    return value.isContainerNode()
        ? value.isEmpty()
        : value.isTextual() && value.textValue().isEmpty();
  }

  /** Does what the API server does before it validates: system fields, a name, owners once. */
  static void complete(ObjectNode metadata) {
    metadata.remove(SYSTEM);
    metadata.put("generation", 1);
    String base = metadata.path("generateName").asText();
    if (!metadata.has("name") && !base.isEmpty()) {
      metadata.put("name", GeneratedName.of(base, 1));
    }
    if (metadata.path("ownerReferences").size() > 1) {
      Set<JsonNode> owners = new LinkedHashSet<>();
      metadata.path("ownerReferences").forEach(owners::add);
      metadata.putArray("ownerReferences").addAll(owners);
    }
  }

  /** Takes the system fields from the stored object. */
  static void keep(ObjectNode metadata, JsonNode stored) {
    for (String field : KEPT) {
      metadata.remove(field);
      if (stored.has(field)) {
        metadata.set(field, stored.path(field));
      }
    }
  }

  static void check(ObjectNode metadata, List<FieldError> errors) {
    names(metadata, errors);
    for (Map.Entry<String, JsonNode> label : metadata.path("labels").properties()) {
      check("labels", label.getKey(), NameValidation.KEY, errors);
      check("labels", label.getValue().asText(), NameValidation.LABEL_VALUE, errors);
    }
    annotations(metadata.path("annotations"), errors);
    for (JsonNode owner : metadata.path("ownerReferences")) {
      owner(owner, errors);
    }
    long controllers =
        metadata
            .path("ownerReferences")
            .valueStream()
            .filter(owner -> owner.path("controller").asBoolean())
            .count();
    if (controllers > 1) {
      add("ownerReferences", "true", "only one owner can be the controller", errors);
    }
    finalizers(metadata.path("finalizers"), errors);
  }

  private static void names(ObjectNode metadata, List<FieldError> errors) {
    String base = metadata.path("generateName").asText();
    if (!base.isEmpty()) {
      // The API server replaces the last two bytes, because a generated name may follow a '-'.
      String masked =
          base.length() > 1 && base.endsWith("-") && base.charAt(base.length() - 2) < 0x80
              ? base.substring(0, base.length() - 2) + "a"
              : base;
      if (!NameValidation.SUBDOMAIN.accepts(masked)) {
        add("generateName", base, NameValidation.SUBDOMAIN.sentence(), errors);
      }
    }
    String name = metadata.path("name").asText();
    if (name.isEmpty()) {
      errors.add(FieldError.required("metadata.name", "name or generateName is required"));
    } else {
      check("name", name, NameValidation.SUBDOMAIN, errors);
    }
    String namespace = metadata.path("namespace").asText();
    // A manifest without one gets that of the request.
    if (!namespace.isEmpty()) {
      check("namespace", namespace, NameValidation.LABEL, errors);
    }
  }

  private static void annotations(JsonNode annotations, List<FieldError> errors) {
    long bytes = 0;
    for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
      String key = annotation.getKey();
      // One character for one, as Go does it.
      int[] lowered = key.codePoints().map(Character::toLowerCase).toArray();
      if (!NameValidation.KEY.accepts(new String(lowered, 0, lowered.length))) {
        add("annotations", key, NameValidation.KEY.sentence(), errors);
      }
      bytes += bytes(key) + bytes(annotation.getValue().asText());
    }
    if (bytes > MOST_ANNOTATION_BYTES) {
      errors.add(FieldError.tooLong("metadata.annotations", MOST_ANNOTATION_BYTES));
    }
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void owner(JsonNode owner, List<FieldError> errors) {
    String apiVersion = owner.path("apiVersion").asText();
    int slash = apiVersion.indexOf('/');
    if (slash != apiVersion.lastIndexOf('/') || slash >= apiVersion.length() - 1) {
      add("ownerReferences.apiVersion", apiVersion, "must be VERSION or GROUP/VERSION", errors);
    }
    for (String field : List.of("kind", "name", "uid")) {
      if (owner.path(field).asText().isEmpty()) {
        add("ownerReferences." + field, "", "must not be empty", errors);
      }
    }
    boolean isCore = apiVersion.equals("v1") || apiVersion.equals("/v1");
    if (isCore && owner.path("kind").asText().equals("Event")) {
      add("ownerReferences", "Event", "an Event cannot be an owner", errors);
    }
  }

  private static void finalizers(JsonNode finalizers, List<FieldError> errors) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode finalizer : finalizers) {
      names.add(finalizer.asText());
      check("finalizers", finalizer.asText(), NameValidation.KEY, errors);
    }
    if (names.containsAll(List.of("orphan", "foregroundDeletion"))) {
      add("finalizers", "orphan", "cannot be combined with foregroundDeletion", errors);
    }
  }

  private static void check(
      String field, String value, NameValidation form, List<FieldError> errors) {
    if (!form.accepts(value)) {
      add(field, value, form.sentence(), errors);
    }
  }

  private static void add(String field, String value, String detail, List<FieldError> errors) {
    errors.add(FieldError.invalid("metadata." + field, value, detail));
  }
}
