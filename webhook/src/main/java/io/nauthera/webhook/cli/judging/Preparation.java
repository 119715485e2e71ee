package io.nauthera.webhook.cli.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.admission.Review;
import io.nauthera.webhook.admission.Verdict;
import io.nauthera.webhook.cli.reading.Document;
import io.nauthera.webhook.cli.schema.SchemaCheck;

/** What the API server does with a manifest before it asks the validating webhook. */
public final class Preparation {
  private final SchemaCheck schema;
  private final String defaultNamespace;
  private final AdmissionRouter mutating = AdmissionRouter.mutating();

  /** The namespace is for manifests that name none. */
  public Preparation(SchemaCheck schema, String defaultNamespace) {
    this.schema = schema;
    this.defaultNamespace = defaultNamespace;
  }

  Prepared prepare(Document document) {
    Kind kind = Kind.of(document.kind());
    ObjectNode object = document.content().deepCopy();
    if (object.get("metadata") instanceof ObjectNode metadata && lacksNamespace(metadata)) {
      metadata.put("namespace", defaultNamespace);
    }
    if (kind == Kind.AUTH_CLIENT) {
      object = filledIn(object);
    }
    return switch (schema.create(object)) {
      case SchemaCheck.Outcome.Accepted(var accepted) ->
          new Prepared(document, kind, accepted, null);
      case SchemaCheck.Outcome.Refused(var status) -> new Prepared(document, kind, object, status);
    };
  }

  private static boolean lacksNamespace(ObjectNode metadata) {
    JsonNode namespace = metadata.path("namespace");
    return namespace.isMissingNode() || namespace.isNull() || namespace.asText().isEmpty();
  }

  private ObjectNode filledIn(ObjectNode object) {
    Verdict verdict = mutating.verdict(creation(Kind.AUTH_CLIENT, object));
    return verdict instanceof Verdict.Patched(var patch) && !patch.isEmpty()
        ? (ObjectNode) JsonPatch.apply(patch, object)
        : object;
  }

  static Review creation(Kind kind, ObjectNode object) {
    return new Review(
        "command-line",
        kind.resource(),
        kind.toString(),
        object.at("/metadata/name").asText(),
        Review.Operation.CREATE,
        "",
        object,
        JsonNodeFactory.instance.nullNode());
  }
}
