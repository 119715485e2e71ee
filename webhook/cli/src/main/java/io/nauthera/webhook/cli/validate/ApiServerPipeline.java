package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.admission.Deadline;
import io.nauthera.webhook.admission.Verdict;
import io.nauthera.webhook.cli.apiserver.SchemaValidator;
import io.nauthera.webhook.cli.manifests.Document;
import io.nauthera.webhook.cli.validate.PreparedManifest.ObjectKey;
import java.util.List;

/**
 * Does what kubectl and the API server do with a manifest before the validating webhook is called.
 */
public final class ApiServerPipeline {
  /** The id of warnings about manifests that server-side apply would refuse. */
  private static final String SERVER_SIDE_APPLY = "server-side-apply";

  private final SchemaValidator schema;
  private final String defaultNamespace;
  private final AdmissionRouter mutating = AdmissionRouter.mutating();

  /** The namespace is for manifests without one. */
  public ApiServerPipeline(SchemaValidator schema, String defaultNamespace) {
    this.schema = schema;
    this.defaultNamespace = defaultNamespace;
  }

  PreparedManifest prepare(Document document, ClusterState clusterState) {
    ResourceKind kind = ResourceKind.of(document.kind()).orElseThrow();
    ObjectNode manifest = withNamespace(document.content());
    boolean hasNulls = KubectlApplyMerge.hasNull(manifest);
    PreparedManifest prepared =
        clusterState
            .stored(kind, manifest)
            .map(stored -> change(PreparedManifest.of(document, kind, manifest, stored), stored))
            .orElseGet(() -> {
              ObjectNode sent = hasNulls ? KubectlApplyMerge.created(manifest) : manifest;
              return creation(PreparedManifest.of(document, kind, sent, null));
            });
    return hasNulls
        ? prepared.hinted(nullFields(PreparedManifest.of(document, kind, manifest, null)))
        : prepared;
  }

  /** The mutating webhook replaces some nulls by values. */
  private List<Verdict.Warning> nullFields(PreparedManifest written) {
    return schema.nullFields(written.kind(), filledIn(written).object()).stream()
        .map(field -> new Verdict.Warning(SERVER_SIDE_APPLY, field.path(), field.message()))
        .toList();
  }

  /** Identifies what a document describes. */
  ObjectKey key(Document document) {
    return ObjectKey.of(
        ResourceKind.of(document.kind()).orElseThrow(), withNamespace(document.content()));
  }

  /** Copies the manifest before it changes it, because others may read it. */
  private ObjectNode withNamespace(ObjectNode written) {
    if (!(written.get("metadata") instanceof ObjectNode metadata) || !lacksNamespace(metadata)) {
      return written;
    }
    ObjectNode manifest = written.deepCopy();
    ((ObjectNode) manifest.path("metadata")).put("namespace", defaultNamespace);
    return manifest;
  }

  private static boolean lacksNamespace(ObjectNode metadata) {
    JsonNode namespace = metadata.path("namespace");
    return namespace.isMissingNode() || namespace.isNull() || namespace.asText().isEmpty();
  }

  private PreparedManifest creation(PreparedManifest manifest) {
    PreparedManifest whole = filledIn(manifest);
    return checked(whole, schema.create(whole.object()));
  }

  /** An unchanged object is not sent, so no webhook is called. */
  private PreparedManifest change(PreparedManifest manifest, ObjectNode stored) {
    PreparedManifest applied = manifest.with(KubectlApplyMerge.over(stored, manifest.object()));
    if (applied.object().equals(stored)) {
      return applied;
    }
    PreparedManifest whole = filledIn(applied);
    return checked(whole, schema.update(whole.object(), stored));
  }

  private PreparedManifest filledIn(PreparedManifest manifest) {
    return manifest.kind() == ResourceKind.AUTH_CLIENT
            && mutating.verdict(manifest.review(), Deadline.NONE)
                instanceof Verdict.Patched(var patch, var warnings)
            && !patch.isEmpty()
        ? manifest.corrected((ObjectNode) JsonPatch.apply(patch, manifest.object()), warnings)
        : manifest;
  }

  private static PreparedManifest checked(
      PreparedManifest manifest, SchemaValidator.Outcome outcome) {
    return switch (outcome) {
      case SchemaValidator.Outcome.Accepted(var accepted) -> manifest.with(accepted);
      case SchemaValidator.Outcome.Refused(var status) -> manifest.refused(status);
    };
  }
}
