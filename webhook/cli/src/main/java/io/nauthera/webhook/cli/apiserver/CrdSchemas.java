package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.webhook.cli.manifests.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The schemas on the class path: of the CRDs, each read for its first manifest, and of metadata.
 */
final class CrdSchemas {
  private static final Map<String, String> FILES =
      Map.of(
          "AuthClient",
          "authclients",
          "AuthPolicy",
          "authpolicies",
          "AuthServer",
          "authservers",
          "UserStore",
          "userstores");

  private final Map<String, SchemaNode> schemas = new ConcurrentHashMap<>();

  /** Null where the kind is not one of Nauthera's. */
  @Nullable SchemaNode of(String kind) {
    String file = FILES.get(kind);
    return file == null ? null : schemas.computeIfAbsent(file, CrdSchemas::read);
  }

  private static SchemaNode read(String name) {
    JsonNode crd = document(name + ".auth.nauthera.io.yaml");
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
