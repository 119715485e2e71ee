package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.AdmissionRequest;
import io.nauthera.webhook.admission.Verdict;
import io.nauthera.webhook.cli.manifests.Document;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as a validating webhook gets it: merged with the {@code stored} object of its name, if
 * any, changed by the mutating webhook, and with defaults. {@code corrections} are the warnings of
 * the mutating webhook, {@code hints} those of the command line itself. {@code refusal} is the
 * metav1.Status of the API server, or null.
 */
record PreparedManifest(
    Document document,
    ResourceKind kind,
    ObjectNode object,
    @Nullable ObjectNode stored,
    List<Verdict.Warning> corrections,
    List<Verdict.Warning> hints,
    @Nullable ObjectNode refusal) {
  PreparedManifest {
    corrections = List.copyOf(corrections);
    hints = List.copyOf(hints);
  }

  /** As it is written, before anything has been done with it. */
  static PreparedManifest of(
      Document document, ResourceKind kind, ObjectNode object, @Nullable ObjectNode stored) {
    return new PreparedManifest(document, kind, object, stored, List.of(), List.of(), null);
  }

  PreparedManifest with(ObjectNode changed) {
    return new PreparedManifest(document, kind, changed, stored, corrections, hints, refusal);
  }

  PreparedManifest corrected(ObjectNode changed, List<Verdict.Warning> warnings) {
    return new PreparedManifest(document, kind, changed, stored, warnings, hints, refusal);
  }

  PreparedManifest refused(ObjectNode status) {
    return new PreparedManifest(document, kind, object, stored, corrections, hints, status);
  }

  PreparedManifest hinted(List<Verdict.Warning> more) {
    return new PreparedManifest(document, kind, object, stored, corrections, more, refusal);
  }

  AdmissionRequest review() {
    JsonNode nothing = JsonNodeFactory.instance.nullNode();
    return new AdmissionRequest(
        "command-line",
        kind.resource(),
        kind.toString(),
        name(),
        stored == null ? AdmissionRequest.Operation.CREATE : AdmissionRequest.Operation.UPDATE,
        "",
        object,
        stored == null ? nothing : stored);
  }

  String namespace() {
    return object.path("metadata").path("namespace").asText();
  }

  String name() {
    return object.path("metadata").path("name").asText();
  }

  /** What only one AuthClient can have, within a scope: a client id in lower case, or a Secret. */
  record Claim(String what, JsonNode scope, String value) {}

  /** The claims of an AuthClient; empty if the API server refuses the manifest. */
  List<Claim> claims() {
    if (refusal != null) {
      return List.of();
    }
    var name = new ClientName(namespace(), name());
    JsonNode spec = object.path("spec");
    return List.of(
        new Claim(
            "client id",
            spec.path("authServerRef"),
            AuthClients.clientId(spec.path("clientId").textValue(), name).toLowerCase(Locale.ROOT)),
        new Claim(
            "Secret",
            object.path("metadata").path("namespace"),
            AuthClients.secretName(spec.path("secretName").textValue(), name)));
  }

  ObjectKey key() {
    return ObjectKey.of(kind, object);
  }

  /** Identifies an object; printed as {@code AuthClient namespace/name}. */
  record ObjectKey(ResourceKind kind, String namespace, String name) {
    static ObjectKey of(ResourceKind kind, JsonNode object) {
      JsonNode metadata = object.path("metadata");
      return new ObjectKey(
          kind, metadata.path("namespace").asText(), metadata.path("name").asText());
    }

    ObjectKey named(String other) {
      return new ObjectKey(kind, namespace, other);
    }

    @Override
    public String toString() {
      return kind + " " + namespace + "/" + name;
    }
  }
}
