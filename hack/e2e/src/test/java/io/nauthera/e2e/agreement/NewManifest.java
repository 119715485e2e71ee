package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An empty manifest, and its parts that can be filled. */
final class NewManifest {
  private NewManifest() {}

  static ObjectNode of(String apiVersion, String kind, String namespace, String name) {
    ObjectNode manifest =
        JsonNodeFactory.instance.objectNode().put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode metadata = manifest.putObject("metadata").put("name", name);
    if (namespace != null) {
      metadata.put("namespace", namespace);
    }
    metadata.putObject("labels");
    return manifest;
  }

  static ObjectNode ours(String kind, String namespace, String name) {
    ObjectNode manifest = of("auth.nauthera.io/v1alpha1", kind, namespace, name);
    manifest.putObject("spec");
    return manifest;
  }

  static ObjectNode labels(ObjectNode manifest) {
    return (ObjectNode) manifest.at("/metadata/labels");
  }

  static ObjectNode spec(ObjectNode manifest) {
    return (ObjectNode) manifest.path("spec");
  }
}
