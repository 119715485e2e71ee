package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.controller.provisioning.Endpoints;
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

/** Reads an issuer's metadata (OpenID Connect Discovery §4). */
public final class OpenIdDiscovery {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenIdDiscovery() {}

  /**
   * Fails with an IOException whose message says what is wrong; {@code caPem} as in {@link
   * KeycloakConnection}.
   */
  public static Endpoints fetch(String issuerUrl, @Nullable String caPem)
      throws IOException, InterruptedException {
    String issuer =
        issuerUrl.endsWith("/") ? issuerUrl.substring(0, issuerUrl.length() - 1) : issuerUrl;
    URI document = URI.create(issuer + "/.well-known/openid-configuration");
    try (HttpClient http = TrustedAuthorities.client(caPem)) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(document).timeout(PATIENCE).build(),
              BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(document + " answers " + answer.statusCode());
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
