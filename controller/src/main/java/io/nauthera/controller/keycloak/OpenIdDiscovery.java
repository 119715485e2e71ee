package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.Realm.Discovery;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the metadata of an issuer (OpenID Connect Discovery §4). */
final class OpenIdDiscovery {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MAX_URL = 2_000;
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Duration FAILURE_KEPT = Duration.ofSeconds(10);

  private final KeycloakConnection connection;
  private final KeycloakHttp http;
  private final KeycloakErrors errors;

  private OpenIdDiscovery(KeycloakConnection connection, KeycloakHttp http, KeycloakErrors errors) {
    this.connection = connection;
    this.http = http;
    this.errors = errors;
  }

  static Cached<Discovery> cached(
      KeycloakConnection connection, KeycloakHttp http, KeycloakErrors errors) {
    var discovery = new OpenIdDiscovery(connection, http, errors);
    return new Cached<>(discovery::read, found -> found instanceof Endpoints ? KEPT : FAILURE_KEPT);
  }

  private Discovery read() throws UnavailableException, InterruptedException {
    String issuer = withoutSlash(connection.issuerUrl());
    String document =
        (connection.isUrlGiven() ? connection.realmUrl() : issuer)
            + "/.well-known/openid-configuration";
    Answer answer;
    try {
      answer = http.send(KeycloakHttp.request(document).GET().build(), MAX_BYTES);
    } catch (BodyTooLargeException e) {
      return new DiscoveryFailed(document + " is larger than 1 MiB");
    } catch (IOException e) {
      throw errors.failed(e);
    }
    return switch (answer.status()) {
      case 200 -> endpoints(document, issuer, answer);
      case 429, 500, 502, 503, 504 -> throw errors.refused(answer, null);
      case 404 -> {
        if (answer.error().startsWith("Realm")) {
          throw errors.refused(answer, null);
        }
        yield noMetadata(document, answer);
      }
      default -> noMetadata(document, answer);
    };
  }

  /** Says nothing of the answer: the URL may be that of another server. */
  private Discovery noMetadata(String document, Answer answer) {
    return errors.discoveryFailed(
        document
            + " is not OpenID Connect metadata: check spec.issuerUrl and spec.keycloak.url of the AuthServer",
        answer);
  }

  private Discovery endpoints(String document, String issuer, Answer answer) {
    JsonNode metadata = answer.body();
    String named = metadata.path("issuer").asText("");
    if (!isUrl(named)) {
      return noMetadata(document, answer);
    }
    if (!connection.isUrlGiven() && !withoutSlash(named).equals(issuer)) {
      return errors.discoveryFailed(document + " names another issuer than spec.issuerUrl", answer);
    }
    Map<String, String> endpoints = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
      boolean isAddress = entry.getKey().endsWith("_endpoint") || entry.getKey().equals("jwks_uri");
      if (isAddress && isUrl(entry.getValue().asText())) {
        endpoints.put(entry.getKey(), entry.getValue().textValue());
      }
    }
    Set<GrantType> grants = EnumSet.noneOf(GrantType.class);
    metadata
        .path("grant_types_supported")
        .forEach(grant -> GrantType.of(grant.asText()).ifPresent(grants::add));
    return new Endpoints(named, endpoints, grants);
  }

  private static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      return text.length() <= MAX_URL
          && url.getHost() != null
          && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
