package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.AdmissionRequest;
import io.nauthera.webhook.cli.manifests.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as a validating webhook gets it: merged with the {@code stored} object of its name, if
 * any, changed by the mutating webhook, and with defaults. {@code refusal} is the metav1.Status of
 * the API server, or null.
 */
record PreparedManifest(
    Document document,
    ResourceKind kind,
    ObjectNode object,
    @Nullable ObjectNode stored,
    @Nullable ObjectNode refusal) {
  PreparedManifest with(ObjectNode changed) {
    return new PreparedManifest(document, kind, changed, stored, refusal);
  }

  PreparedManifest refused(ObjectNode status) {
    return new PreparedManifest(document, kind, object, stored, status);
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

  /**
   * What only one AuthClient can have: its client id at its server, and its Secret. Empty if the
   * API server refuses the manifest.
   */
  List<String> claims() {
    if (refusal != null) {
      return List.of();
    }
    var name = new ClientName(namespace(), name());
    JsonNode spec = object.path("spec");
    return List.of(
        "client id %s at %s"
            .formatted(
                AuthClients.clientId(spec.path("clientId").textValue(), name),
                spec.path("authServerRef")),
        "Secret %s/%s"
            .formatted(
                namespace(), AuthClients.secretName(spec.path("secretName").textValue(), name)));
  }

  /** Its kind, namespace and name. */
  String key() {
    return key(kind, object);
  }

  static String key(ResourceKind kind, JsonNode object) {
    return "%s %s/%s"
        .formatted(
            kind, object.at("/metadata/namespace").asText(), object.at("/metadata/name").asText());
  }
}
