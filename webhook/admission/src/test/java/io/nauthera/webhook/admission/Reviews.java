package io.nauthera.webhook.admission;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** AdmissionReviews as the API server sends them, from manifests in YAML. */
public final class Reviews {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

  private static final Map<String, String> KINDS =
      Map.of(
          "authclients", "AuthClient",
          "authpolicies", "AuthPolicy",
          "authservers", "AuthServer",
          "userstores", "UserStore");

  private Reviews() {}

  static ObjectNode create(String resource, String object) {
    return review(resource, "CREATE", yaml(object), null);
  }

  static ObjectNode update(String resource, String object, String oldObject) {
    return review(resource, "UPDATE", yaml(object), yaml(oldObject));
  }

  static ObjectNode delete(String resource, String oldObject) {
    return review(resource, "DELETE", null, yaml(oldObject));
  }

  static ObjectNode review(
      String resource, String operation, @Nullable JsonNode object, @Nullable JsonNode oldObject) {
    ObjectNode review =
        JSON.createObjectNode()
            .put("apiVersion", "admission.k8s.io/v1")
            .put("kind", "AdmissionReview");
    ObjectNode request =
        review.putObject("request").put("uid", "uid-1").put("operation", operation);
    request
        .putObject("resource")
        .put("group", "auth.nauthera.io")
        .put("version", "v1alpha1")
        .put("resource", resource);
    request
        .putObject("kind")
        .put("group", "auth.nauthera.io")
        .put("version", "v1alpha1")
        .put("kind", KINDS.getOrDefault(resource, "Secret"));
    JsonNode metadata =
        Objects.requireNonNull(object == null ? oldObject : object).path("metadata");
    request.put("name", metadata.path("name").asText());
    request.put("namespace", metadata.path("namespace").asText());
    request
        .putObject("userInfo")
        .put("username", "dana")
        .putArray("groups")
        .add("system:authenticated");
    request.put("dryRun", false);
    request.set("object", object);
    request.set("oldObject", oldObject);
    return review;
  }

  /** A cluster with the manifests of a file. */
  public static ManifestIndex cluster(Path file) {
    return cluster(manifests(file));
  }

  static ManifestIndex cluster(List<JsonNode> manifests) {
    var cluster = new ManifestIndex();
    manifests.forEach(manifest -> put(cluster, manifest));
    return cluster;
  }

  static void put(ManifestIndex cluster, JsonNode manifest) {
    switch (manifest.path("kind").asText()) {
      case "Namespace" ->
          cluster.putNamespace(
              manifest.at("/metadata/name").asText(),
              JSON.convertValue(manifest.at("/metadata/labels"), LABELS));
      case "AuthServer" -> cluster.put(ResourceReader.read(manifest, AuthServer.class));
      case "AuthPolicy" -> cluster.put(ResourceReader.read(manifest, AuthPolicy.class));
      case "AuthClient" -> cluster.put(ResourceReader.read(manifest, AuthClient.class));
      default -> throw new IllegalArgumentException(manifest.toString());
    }
  }

  static List<JsonNode> manifests(Path file) {
    try {
      return YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
