package io.nauthera.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Creates as {@code kubectl create} does, and gives the answer as it is. */
final class ApiServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STRICT = "?fieldValidation=Strict";

  /** RFC 7234 section 5.5: code, agent, quoted text. */
  private static final Pattern WARNING = Pattern.compile("299 - \"((?:[^\"\\\\]|\\\\.)*)\"");

  private final KubernetesClient kubernetes;

  ApiServer(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  Answer create(ObjectNode manifest) {
    return post(manifest, STRICT);
  }

  /** As {@code --dry-run=server}. */
  Answer dryRun(ObjectNode manifest) {
    return post(manifest, STRICT + "&dryRun=All");
  }

  private Answer post(ObjectNode manifest, String query) {
    String version = manifest.path("apiVersion").asText();
    String path =
        World.kind(manifest).equals("Namespace")
            ? "api/v1/namespaces"
            : "apis/%s/namespaces/%s/%s"
                .formatted(version, World.namespace(manifest), plural(World.kind(manifest)));
    HttpRequest request =
        kubernetes
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(URI.create(kubernetes.getMasterUrl() + path + query))
            .post("application/json", manifest.toString())
            .build();
    HttpResponse<String> response =
        kubernetes.getHttpClient().sendAsync(request, String.class).join();
    return Answer.of(body(response), warnings(response));
  }

  private static String plural(String kind) {
    String lower = kind.toLowerCase(Locale.ROOT);
    return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
  }

  private static JsonNode body(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.bodyString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> warnings(HttpResponse<String> response) {
    return response.headers("Warning").stream()
        .map(ApiServer::utf8)
        .flatMap(header -> WARNING.matcher(header).results())
        .map(warning -> unescaped(warning.group(1)))
        .toList();
  }

  /** The client takes headers for Latin-1; the API server writes UTF-8. */
  private static String utf8(String header) {
    return new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String unescaped(String quoted) {
    return quoted.replaceAll("\\\\(.)", "$1");
  }
}
