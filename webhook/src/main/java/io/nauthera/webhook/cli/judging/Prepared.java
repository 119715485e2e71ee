package io.nauthera.webhook.cli.judging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.webhook.cli.reading.Document;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as a validating webhook would be shown it: filled in by the mutating one, and with
 * defaults. {@code refusal} is the API server's own, a metav1.Status; null where it has none.
 */
record Prepared(Document document, Kind kind, ObjectNode object, @Nullable ObjectNode refusal) {
  String namespace() {
    return object.at("/metadata/namespace").asText();
  }

  String name() {
    return object.at("/metadata/name").asText();
  }

  /** Under which it is known among others. */
  String key() {
    return key(kind, namespace(), name());
  }

  static String key(Kind kind, String namespace, String name) {
    return kind + " " + namespace + "/" + name;
  }
}
