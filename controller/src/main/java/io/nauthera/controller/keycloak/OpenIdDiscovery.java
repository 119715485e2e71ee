package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.controller.provisioning.Realm.Discovery;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the metadata of an issuer (OpenID Connect Discovery §4). */
final class OpenIdDiscovery {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenIdDiscovery() {}

  /** {@code caPem} as in {@link KeycloakConnection}. */
  static Discovery fetch(String issuerUrl, @Nullable String caPem) {
    try {
      return read(issuerUrl, caPem);
    } catch (IOException e) {
      String message = e.getMessage();
      return new DiscoveryFailed(message == null ? e.getClass().getSimpleName() : message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DiscoveryFailed("interrupted");
    }
  }

  private static Endpoints read(String issuerUrl, @Nullable String caPem)
      throws IOException, InterruptedException {
    String issuer =
        issuerUrl.endsWith("/") ? issuerUrl.substring(0, issuerUrl.length() - 1) : issuerUrl;
    URI document = URI.create(issuer + "/.well-known/openid-configuration");
    try (HttpClient http = TrustedAuthorities.client(caPem)) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(document).timeout(TIMEOUT).build(),
              BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(document + " responds with HTTP " + answer.statusCode());
      }
      return endpoints(document, issuer, JSON.readTree(answer.body()));
    }
  }

  private static Endpoints endpoints(URI document, String issuer, JsonNode metadata)
      throws IOException {
    String named = metadata.path("issuer").asText();
    if (!named.equals(issuer)) {
      throw new IOException(
          "%s names issuer \"%s\" instead of \"%s\"".formatted(document, named, issuer));
    }
    Map<String, String> endpoints = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
      boolean isAddress = entry.getKey().endsWith("_endpoint") || entry.getKey().equals("jwks_uri");
      if (isAddress && entry.getValue().isTextual()) {
        endpoints.put(entry.getKey(), entry.getValue().textValue());
      }
    }
    return new Endpoints(named, endpoints);
  }
}
