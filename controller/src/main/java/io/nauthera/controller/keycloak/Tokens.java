package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The access tokens of the service account. */
final class Tokens {
  private static final int MAX_BYTES = 256 * 1024;
  private static final long DEFAULT_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeycloakConnection connection;
  private final KeycloakHttp http;
  private final KeycloakErrors errors;
  private final Duration young;
  private final Cached<Token> current = new Cached<>(this::fetch, Token::keptFor);

  Tokens(KeycloakConnection connection, KeycloakHttp http, KeycloakErrors errors, Duration young) {
    this.connection = connection;
    this.http = http;
    this.errors = errors;
    this.young = young;
  }

  /**
   * An access token. {@code roles} are those of the service account in its realm; null if the token
   * does not say. {@code readAt} is a time of {@link System#nanoTime}.
   */
  record Token(String text, @Nullable Set<String> roles, Duration keptFor, long readAt) {
    /** Leaves out the token. */
    @Override
    public String toString() {
      return "Token";
    }
  }

  /** A role may have been granted or taken since the token was issued. */
  boolean isOld(Token token) {
    return System.nanoTime() - token.readAt() > young.toNanos();
  }

  Token get() throws UnavailableException, InterruptedException {
    return current.get();
  }

  /** Another token than this one. */
  Token insteadOf(Token stale) throws UnavailableException, InterruptedException {
    current.forget(stale);
    return current.get();
  }

  private Token fetch() throws UnavailableException, InterruptedException {
    try {
      HttpRequest request =
          KeycloakHttp.request(connection.realmUrl() + "/protocol/openid-connect/token")
              .header("Authorization", "Basic " + credentials())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("grant_type=client_credentials"))
              .build();
      Answer answer = http.send(request, MAX_BYTES);
      String text = answer.body().path("access_token").asText("");
      if (answer.status() != 200 || text.isEmpty()) {
        throw errors.tokenRefused(answer);
      }
      return new Token(
          text, roles(text), kept(answer.body().path("expires_in")), System.nanoTime());
    } catch (IOException e) {
      throw errors.failed(e);
    }
  }

  /** RFC 6749 §2.3.1: both are form-encoded first. */
  private String credentials() {
    return Base64.getEncoder()
        .encodeToString(
            (KeycloakConnection.encoded(connection.clientId())
                    + ":"
                    + KeycloakConnection.encoded(connection.clientSecret()))
                .getBytes(StandardCharsets.UTF_8));
  }

  /** It is renewed before it expires: a call takes some time, too. */
  private static Duration kept(JsonNode expiresIn) {
    long seconds = Math.max(1, expiresIn.asLong(DEFAULT_SECONDS));
    return Duration.ofSeconds(Math.max(1, seconds - Math.min(30, seconds / 4 + 1)));
  }

  private @Nullable Set<String> roles(String token) {
    JsonNode access = payload(token).path("resource_access");
    if (!access.isObject()) {
      return null;
    }
    Set<String> roles = new HashSet<>();
    access.path(connection.rolesClient()).path("roles").forEach(role -> roles.add(role.asText()));
    return Set.copyOf(roles);
  }

  private static JsonNode payload(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      return parts.length == 3
          ? JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
          : JSON.missingNode();
    } catch (IllegalArgumentException | IOException e) {
      return JSON.missingNode();
    }
  }
}
