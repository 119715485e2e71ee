package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Creates a manifest as {@code kubectl create} does, and returns the API server's own answer. */
final class ApiServer {
  /** Half of a surrogate pair can only be sent as an escape sequence. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final String STRICT = "?fieldValidation=Strict";
  private static final String SERVER_SIDE = "&dryRun=All&fieldManager=agreement&force=true";

  /** RFC 7234 section 5.5: code, agent, quoted text. */
  private static final Pattern WARNING = Pattern.compile("299 - \"((?:[^\"\\\\]|\\\\.)*)\"");

  private final KubernetesClient kubernetes;

  ApiServer(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** A manifest and the API server's answer to it. */
  record Reply(ObjectNode manifest, int code, JsonNode body, List<String> warnings) {
    Answer answer() {
      return Answer.of(body, manifest, warnings);
    }
  }

  Reply create(ObjectNode manifest) {
    return post(manifest, RandomCluster.namespace(manifest), STRICT).join();
  }

  /** The manifest as {@code kubectl apply} sends it: no field is null. */
  static ObjectNode applied(ObjectNode manifest) {
    ObjectNode sent = manifest.deepCopy();
    leaveNullsOut(sent);
    return sent;
  }

  private static void leaveNullsOut(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object.removeNulls();
    }
    value.forEach(ApiServer::leaveNullsOut);
  }

  /** As {@code --dry-run=server --namespace}. */
  CompletableFuture<Reply> dryRun(ObjectNode manifest, String namespace) {
    return post(manifest, namespace, STRICT + "&dryRun=All");
  }

  /** A dry run of a merge patch of a stored object. */
  CompletableFuture<Reply> patch(ObjectNode manifest, String name) {
    HttpRequest request =
        kubernetes
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                uri(manifest, RandomCluster.namespace(manifest))
                    + "/"
                    + name
                    + STRICT
                    + "&dryRun=All")
            .method("PATCH", "application/merge-patch+json", written(manifest))
            .build();
    return send(request, manifest);
  }

  /** Whether {@code kubectl apply --server-side --dry-run=server} accepts the manifest. */
  boolean acceptsServerSide(ObjectNode manifest, String namespace) {
    String uri =
        uri(manifest, namespace) + "/" + RandomCluster.name(manifest) + STRICT + SERVER_SIDE;
    HttpRequest request =
        kubernetes
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri)
            .method("PATCH", "application/apply-patch+yaml", written(manifest))
            .build();
    return send(request, manifest).join().code() < 400;
  }

  private String uri(ObjectNode manifest, String namespace) {
    String version = manifest.path("apiVersion").asText();
    return kubernetes.getMasterUrl()
        + (RandomCluster.kind(manifest).equals("Namespace")
            ? "api/v1/namespaces"
            : "apis/%s/namespaces/%s/%s"
                .formatted(version, namespace, plural(RandomCluster.kind(manifest))));
  }

  private CompletableFuture<Reply> post(ObjectNode manifest, String namespace, String query) {
    HttpRequest request =
        kubernetes
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri(manifest, namespace) + query)
            .post("application/json", written(manifest))
            .build();
    return send(request, manifest);
  }

  private CompletableFuture<Reply> send(HttpRequest request, ObjectNode manifest) {
    return kubernetes
        .getHttpClient()
        .sendAsync(request, String.class)
        .thenApply(response ->
            new Reply(manifest, response.code(), read(response.body()), warnings(response)));
  }

  static String written(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static String plural(String kind) {
    String lower = kind.toLowerCase(Locale.ROOT);
    return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
  }

  private static List<String> warnings(HttpResponse<String> response) {
    return response.headers("Warning").stream()
        .map(ApiServer::utf8)
        .flatMap(header -> WARNING.matcher(header).results())
        .map(warning -> unescaped(warning.group(1)))
        .toList();
  }

  /** The client reads headers as Latin-1, but the API server writes UTF-8. */
  private static String utf8(String header) {
    return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String unescaped(String quoted) {
    return quoted.replaceAll("\\\\(.)", "$1");
  }
}
