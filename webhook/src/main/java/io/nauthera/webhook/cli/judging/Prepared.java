package io.nauthera.webhook.cli.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.webhook.cli.reading.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as a validating webhook would be shown it: filled in by the mutating one, and with
 * defaults. {@code refusal} is the API server's own, a metav1.Status; null where it has none.
 */
record Prepared(Document document, Kind kind, ObjectNode object, @Nullable ObjectNode refusal) {
  String namespace() {
    return object.path("metadata").path("namespace").asText();
  }

  String name() {
    return object.path("metadata").path("name").asText();
  }

  /**
   * What an AuthClient claims for itself alone: its client id at its server, and its Secret. None
   * where the API server refuses it.
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

  /** Under which it is known among others. */
  String key() {
    return key(kind, namespace(), name());
  }

  static String key(Kind kind, String namespace, String name) {
    return kind + " " + namespace + "/" + name;
  }
}
