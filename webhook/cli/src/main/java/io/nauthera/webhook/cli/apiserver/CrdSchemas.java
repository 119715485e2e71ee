package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.cli.manifests.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas on the class path: of the CRDs, each read for its first manifest, and of metadata.
 */
final class CrdSchemas {
  private final Map<ResourceKind, SchemaNode> schemas = new ConcurrentHashMap<>();

  SchemaNode of(ResourceKind kind) {
    return schemas.computeIfAbsent(kind, CrdSchemas::read);
  }

  private static SchemaNode read(ResourceKind kind) {
    JsonNode crd = document(kind.crdName() + ".yaml");
    return SchemaNode.readRoot(crd.at("/spec/versions/0/schema/openAPIV3Schema"));
  }

  static JsonNode document(String file) {
    try (InputStream yaml = CrdSchemas.class.getResourceAsStream(file)) {
      if (yaml == null) {
        throw new IllegalStateException(file + " is missing beside the class " + CrdSchemas.class);
      }
      return ManifestReader.document(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
