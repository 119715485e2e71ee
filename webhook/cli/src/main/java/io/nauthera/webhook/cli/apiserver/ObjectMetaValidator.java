package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Metadata of a namespaced object that is to be stored, as apimachinery validates it. */
final class ObjectMetaValidator {
  private static final int MOST_ANNOTATION_BYTES = 256 * 1024;
  private static final int LONGEST_GENERATED = 58;

  /** The API server draws five characters; these stand for them. */
  private static final String GENERATED = "xxxxx";

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

  /** What the API server does to metadata before it looks at it: system fields, and a name. */
  static void complete(ObjectNode metadata) {
    metadata.remove(SYSTEM);
    metadata.put("generation", 1);
    String base = metadata.path("generateName").asText();
    if (!metadata.has("name") && !base.isEmpty()) {
      metadata.put(
          "name", base.substring(0, Math.min(base.length(), LONGEST_GENERATED)) + GENERATED);
    }
    if (metadata.path("ownerReferences").size() > 1) {
      Set<JsonNode> owners = new LinkedHashSet<>();
      metadata.path("ownerReferences").forEach(owners::add);
      metadata.putArray("ownerReferences").addAll(owners);
    }
  }

  /** System fields of a completed one as those of what is stored; its generation is not counted. */
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
      say("labels", label.getKey(), NameValidation.key(label.getKey()), errors);
      String value = label.getValue().asText();
      say("labels", value, NameValidation.labelValue(value), errors);
    }
    annotations(metadata.path("annotations"), errors);
    owners(metadata.path("ownerReferences"), errors);
    finalizers(metadata.path("finalizers"), errors);
  }

  private static void names(ObjectNode metadata, List<FieldError> errors) {
    String base = metadata.path("generateName").asText();
    if (!base.isEmpty()) {
      String masked =
          base.length() > 1 && base.endsWith("-")
              ? base.substring(0, base.length() - 2) + "a"
              : base;
      say("generateName", base, NameValidation.subdomain(masked), errors);
    }
    String name = metadata.path("name").asText();
    if (name.isEmpty()) {
      errors.add(FieldError.required("metadata.name", "name or generateName is required"));
    } else {
      say("name", name, NameValidation.subdomain(name), errors);
    }
    String namespace = metadata.path("namespace").asText();
    // Where the manifest names none the request does.
    if (!namespace.isEmpty()) {
      say("namespace", namespace, NameValidation.label(namespace), errors);
    }
  }

  private static void annotations(JsonNode annotations, List<FieldError> errors) {
    long bytes = 0;
    for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
      String key = annotation.getKey();
      say("annotations", key, NameValidation.key(lowered(key)), errors);
      bytes += GoFormat.bytes(key) + (long) GoFormat.bytes(annotation.getValue().asText());
    }
    if (bytes > MOST_ANNOTATION_BYTES) {
      errors.add(FieldError.tooLong("metadata.annotations", MOST_ANNOTATION_BYTES));
    }
  }

  /** One character for one, as Go does it. */
  private static String lowered(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static void owners(JsonNode owners, List<FieldError> errors) {
    String controller = "";
    for (JsonNode owner : owners) {
      String apiVersion = owner.path("apiVersion").asText();
      String kind = owner.path("kind").asText();
      String name = owner.path("name").asText();
      int slash = apiVersion.indexOf('/');
      boolean isVersion = slash == apiVersion.lastIndexOf('/') && slash < apiVersion.length() - 1;
      if (!isVersion) {
        say("ownerReferences.apiVersion", apiVersion, List.of("version must not be empty"), errors);
      }
      mustNotBeEmpty("kind", kind, errors);
      mustNotBeEmpty("name", name, errors);
      mustNotBeEmpty("uid", owner.path("uid").asText(), errors);
      if (kind.equals("Event") && (apiVersion.equals("v1") || apiVersion.equals("/v1"))) {
        errors.add(
            FieldError.invalidPrinted(
                "metadata.ownerReferences",
                printed(owner),
                "/v1, Kind=Event is disallowed from being an owner"));
      }
      if (owner.path("controller").asBoolean()) {
        String current = kind + "/" + name;
        if (controller.isEmpty()) {
          controller = current;
        } else {
          errors.add(twoControllers(owners, controller, current));
        }
      }
    }
  }

  private static FieldError twoControllers(JsonNode owners, String first, String second) {
    var all = new StringJoiner(",", "[", "]");
    owners.forEach(owner -> all.add(printed(owner)));
    return FieldError.invalidPrinted(
        "metadata.ownerReferences",
        all.toString(),
        "Only one reference can have Controller set to true. Found \"true\" in references for "
            + first
            + " and "
            + second);
  }

  private static void mustNotBeEmpty(String field, String value, List<FieldError> errors) {
    if (value.isEmpty()) {
      say("ownerReferences." + field, value, List.of("must not be empty"), errors);
    }
  }

  /** In the order of the fields of the struct. */
  private static String printed(JsonNode owner) {
    var fields = new ArrayList<String>();
    for (String field :
        List.of("apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion")) {
      if (owner.has(field)) {
        fields.add("\"" + field + "\":" + GoFormat.json(owner.path(field)));
      }
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static void finalizers(JsonNode finalizers, List<FieldError> errors) {
    boolean orphans = false;
    boolean deletes = false;
    for (JsonNode finalizer : finalizers) {
      String name = finalizer.asText();
      say("finalizers", name, NameValidation.key(name), errors);
      orphans |= name.equals("orphan");
      deletes |= name.equals("foregroundDeletion");
    }
    if (orphans && deletes) {
      errors.add(
          FieldError.invalidPrinted(
              "metadata.finalizers",
              GoFormat.json(finalizers),
              "finalizer orphan and foregroundDeletion cannot be both set"));
    }
  }

  private static void say(
      String field, String value, List<String> problems, List<FieldError> errors) {
    for (String problem : problems) {
      errors.add(FieldError.invalid("metadata." + field, value, problem));
    }
  }
}
