package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.MetaV1Status;
import io.nauthera.webhook.cli.manifests.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does what the API server does before it asks a validating webhook: it rejects unknown fields,
 * sets defaults and checks metadata, schema, sets and CEL rules of the CRDs of this version.
 * Follows kube-apiserver 1.36 with {@code fieldValidation=Strict}, in a fixed order. Thread-safe.
 */
public final class SchemaValidator {
  private static final String API_VERSION = AuthApi.GROUP + "/" + AuthApi.VERSION;

  /** Go's decoder reports no more unknown fields of metadata. */
  private static final int MOST_UNKNOWN = 100;

  private static final FieldError RULES_NOT_ASKED =
      FieldError.invalidPrinted(
          "<nil>",
          "null",
          "some validation rules were not checked because the object was invalid; correct the"
              + " existing errors to complete validation");

  private final CrdSchemas schemas = new CrdSchemas();

  /** What the API server makes of a manifest. */
  public sealed interface Outcome {
    /** The object as webhooks see it: with defaults, without status. */
    record Accepted(ObjectNode object) implements Outcome {}

    /** A metav1.Status with code, reason, message and details.causes. */
    record Refused(ObjectNode status) implements Outcome {}
  }

  /** Validates a manifest that is to be created, without changing it. */
  public Outcome create(ObjectNode manifest) {
    return validate(manifest, null);
  }

  /**
   * Validates what a stored object of the same kind and name is to become, without changing either:
   * system fields stay as stored, and CEL rules about a change ({@code oldSelf}) apply.
   *
   * <p>Unlike the API server, it does not tolerate what is unchanged and was invalid before
   * (CRDValidationRatcheting).
   */
  public Outcome update(ObjectNode manifest, ObjectNode stored) {
    return validate(manifest, stored);
  }

  /**
   * The nulls of a manifest that {@code kubectl apply} leaves out and server-side apply refuses.
   */
  public List<NullField> nullFields(ResourceKind kind, ObjectNode manifest) {
    return NullField.in(manifest, schemas.of(kind));
  }

  private Outcome validate(ObjectNode manifest, @Nullable ObjectNode stored) {
    ResourceKind kind = ResourceKind.of(manifest.path("kind").asText()).orElse(null);
    if (kind == null || !manifest.path("apiVersion").asText().equals(API_VERSION)) {
      return new Outcome.Refused(
          MetaV1Status.failure(404, "NotFound", "the server could not find the requested resource")
              .json());
    }
    SchemaNode schema = schemas.of(kind);
    String name = manifest.at("/metadata/name").asText();
    String huge = hugeNumber(manifest);
    if (huge != null) {
      String why = "json: cannot unmarshal number " + huge + " into Go value of type float64";
      return unreadable(kind, name, why, List.of());
    }
    List<FieldError> malformed = new ArrayList<>(0);
    var ofMetadata = new StrictDecoder();
    JsonNode metadata = ObjectMetaValidator.read(manifest.path("metadata"), ofMetadata, malformed);
    if (!malformed.isEmpty()) {
      FieldError first = malformed.getFirst();
      return unreadable(kind, name, first.toString(), List.of(first));
    }
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    rest.setAll(manifest);
    rest.remove(List.of("apiVersion", "kind", "metadata"));
    var ofRest = new StrictDecoder();
    JsonNode decoded = ofRest.read(rest, schema, ValuePath.ROOT);
    List<FieldError> unknown =
        Stream.concat(ofMetadata.unknown().limit(MOST_UNKNOWN), ofRest.unknown())
            .map(field ->
                new FieldError(FieldError.Type.FORBIDDEN, field, "unknown field \"" + field + "\""))
            .toList();
    if (!unknown.isEmpty()) {
      String why =
          "strict decoding error: "
              + String.join(", ", unknown.stream().map(FieldError::message).toList());
      return unreadable(kind, name, why, unknown);
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", API_VERSION).put("kind", kind.toString()).set("metadata", metadata);
    object.setAll((ObjectNode) decoded);
    return validate(object, stored, kind, schema);
  }

  /** The first number that no float64 holds. */
  private static @Nullable String hugeNumber(JsonNode value) {
    if (value.isNumber()) {
      return GoFormat.isFinite(value) ? null : value.asText();
    }
    for (JsonNode inner : value) {
      String huge = hugeNumber(inner);
      if (huge != null) {
        return huge;
      }
    }
    return null;
  }

  private static Outcome validate(
      ObjectNode object, @Nullable ObjectNode stored, ResourceKind kind, SchemaNode schema) {
    object.remove("status");
    var metadata = (ObjectNode) object.path("metadata");
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
        : invalid(kind, metadata.path("name").asText(), errors);
  }

  private static Outcome invalid(ResourceKind kind, String name, List<FieldError> errors) {
    List<String> distinct = errors.stream().map(FieldError::toString).distinct().toList();
    String all = String.join(", ", distinct);
    String message =
        "%s.%s %s is invalid: %s"
            .formatted(
                kind,
                AuthApi.GROUP,
                GoFormat.quote(name),
                distinct.size() == 1 ? all : "[" + all + "]");
    var status =
        MetaV1Status.invalid(kind.toString(), JsonValues.whole(name), JsonValues.whole(message));
    return refused(status, errors);
  }

  /** The API server lists no causes here; ours have the position of each. */
  private static Outcome unreadable(
      ResourceKind kind, String name, String why, List<FieldError> causes) {
    String message =
        "%s in version \"%s\" cannot be handled as a %s: %s"
            .formatted(kind, AuthApi.VERSION, kind, why);
    var status =
        MetaV1Status.failure(400, "BadRequest", JsonValues.whole(message))
            .details(kind.toString(), JsonValues.whole(name), false);
    return refused(status, causes);
  }

  private static Outcome refused(MetaV1Status status, List<FieldError> causes) {
    causes.forEach(cause ->
        status.cause(
            cause.type().cause,
            JsonValues.whole(cause.field()),
            JsonValues.whole(cause.message())));
    return new Outcome.Refused(status.json());
  }
}
