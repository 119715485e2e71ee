package io.nauthera.webhook.cli.apiserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schemas of the CRDs on the class path, each read when it is first asked for. */
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

  /** Null where the kind is none of Nauthera's. */
  @Nullable SchemaNode of(String kind) {
    String file = FILES.get(kind);
    return file == null ? null : schemas.computeIfAbsent(file, CrdSchemas::read);
  }

  private static SchemaNode read(String name) {
    String file = name + ".auth.nauthera.io.yaml";
    try (InputStream yaml = CrdSchemas.class.getResourceAsStream(file)) {
      if (yaml == null) {
        throw new IllegalStateException(file + " is missing beside the class " + CrdSchemas.class);
      }
      Object crd = new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
      var versions = (List<?>) map(map(crd).get("spec")).get("versions");
      Map<?, ?> schema = map(map(versions == null ? null : versions.getFirst()).get("schema"));
      return SchemaNode.readRoot(map(schema.get("openAPIV3Schema")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
