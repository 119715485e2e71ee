package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The check by the CRDs of this very version. Follows kube-apiserver 1.36 with {@code
 * fieldValidation=Strict}: reading, defaults, metadata, schema, sets, rules; in its words and with
 * its causes, in an order that is always the same. May be shared by threads.
 */
public final class SchemaValidator implements SchemaCheck {
  private static final FieldError RULES_NOT_ASKED =
      FieldError.invalidPrinted(
          "<nil>",
          "null",
          "some validation rules were not checked because the object was invalid; correct the"
              + " existing errors to complete validation");

  private final CrdSchemas schemas = new CrdSchemas();

  @Override
  public Outcome create(ObjectNode manifest) {
    return check(manifest, null);
  }

  @Override
  public Outcome update(ObjectNode manifest, ObjectNode stored) {
    return check(manifest, stored);
  }

  private Outcome check(ObjectNode manifest, @Nullable ObjectNode stored) {
    String kind = manifest.path("kind").asText();
    SchemaNode schema = schemas.of(kind);
    String apiVersion = manifest.path("apiVersion").asText();
    if (schema == null || !apiVersion.equals(AuthApi.GROUP + "/" + AuthApi.VERSION)) {
      return new Outcome.Refused(Statuses.unknownKind());
    }
    String name = manifest.at("/metadata/name").asText();
    String huge = hugeNumber(manifest);
    if (huge != null) {
      String why = "json: cannot unmarshal number " + huge + " into Go value of type float64";
      return new Outcome.Refused(Statuses.unreadable(kind, name, why, List.of()));
    }
    MetadataReading metadata = new MetadataReading();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", apiVersion).put("kind", kind);
    object.set("metadata", metadata.read(manifest.path("metadata")));
    StrictDecoder reading = new StrictDecoder();
    object.setAll((ObjectNode) reading.read(rest(manifest), schema, ValuePath.ROOT));
    ObjectNode unreadable = unreadable(kind, name, metadata, reading);
    return unreadable == null
        ? valid(object, stored, kind, schema)
        : new Outcome.Refused(unreadable);
  }

  private static ObjectNode rest(ObjectNode manifest) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : manifest.properties()) {
      switch (entry.getKey()) {
        case "apiVersion", "kind", "metadata" -> {
          // Every object has them, whatever its schema says.
        }
        default -> rest.set(entry.getKey(), entry.getValue());
      }
    }
    return rest;
  }

  private static @Nullable ObjectNode unreadable(
      String kind, String name, MetadataReading metadata, StrictDecoder reading) {
    MetadataReading.Failure failure = metadata.failure();
    if (failure != null) {
      var cause =
          FieldError.unreadable(
              FieldError.Type.TYPE_INVALID, failure.place().toString(), failure.message());
      return Statuses.unreadable(kind, name, failure.message(), List.of(cause));
    }
    var unknown = new ArrayList<>(metadata.unknown());
    unknown.addAll(reading.unknown());
    if (unknown.isEmpty()) {
      return null;
    }
    List<FieldError> causes =
        unknown.stream()
            .map(field ->
                FieldError.unreadable(
                    FieldError.Type.FORBIDDEN, field, "unknown field \"" + field + "\""))
            .toList();
    String all = String.join(", ", causes.stream().map(FieldError::message).toList());
    return Statuses.unreadable(kind, name, "strict decoding error: " + all, causes);
  }

  /** The first number that no float64 holds. */
  private static @Nullable String hugeNumber(JsonNode value) {
    if (value.isNumber()) {
      return GoNumber.isFinite(value) ? null : value.asText();
    }
    for (JsonNode inner : value) {
      String huge = hugeNumber(inner);
      if (huge != null) {
        return huge;
      }
    }
    return null;
  }

  private static Outcome valid(
      ObjectNode object, @Nullable ObjectNode stored, String kind, SchemaNode schema) {
    object.remove("status");
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    ObjectMetaValidator.complete(metadata);
    if (stored != null) {
      ObjectMetaValidator.keep(metadata, stored.path("metadata"));
    }
    List<FieldError> errors = new ArrayList<>(0);
    ObjectMetaValidator.check(metadata, errors);
    ValueCheck.schema(object, schema, ValuePath.ROOT, errors);
    ValueCheck.sets(object, schema, ValuePath.ROOT, errors);
    if (errors.stream().anyMatch(error -> error.type().blocksRules)) {
      errors.add(RULES_NOT_ASKED);
    } else {
      ValueCheck.rules(object, stored, schema, ValuePath.ROOT, errors);
    }
    return errors.isEmpty()
        ? new Outcome.Accepted(object)
        : new Outcome.Refused(Statuses.invalid(kind, metadata.path("name").asText(), errors));
  }
}
