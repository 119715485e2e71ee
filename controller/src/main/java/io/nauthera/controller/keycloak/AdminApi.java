package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.controller.keycloak.Tokens.Token;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The Admin REST API of Keycloak, for one realm. Paths begin below the realm. */
final class AdminApi {
  /** Of an answer about one thing. */
  private static final int MAX_BYTES = 1024 * 1024;

  /** Of a list, or of what describes the whole server. */
  private static final int MAX_LONG_BYTES = 16 * 1024 * 1024;

  /** Otherwise one server could fill the memory, which the clients of all servers need. */
  private static final int PARALLEL_LONG_ANSWERS = 2;

  private final Semaphore longAnswers = new Semaphore(PARALLEL_LONG_ANSWERS);

  private final KeycloakConnection connection;
  private final KeycloakHttp http;
  private final Tokens tokens;
  private final KeycloakErrors errors;

  AdminApi(KeycloakConnection connection, KeycloakHttp http, Tokens tokens, KeycloakErrors errors) {
    this.connection = connection;
    this.http = http;
    this.tokens = tokens;
    this.errors = errors;
  }

  /** What a successful GET answers with. */
  JsonNode object(String path) throws UnavailableException, InterruptedException {
    return get(path, MAX_BYTES, JsonNode::isObject);
  }

  /** The list with a few entries that a successful GET answers with. */
  JsonNode list(String path) throws UnavailableException, InterruptedException {
    return get(path, MAX_BYTES, JsonNode::isArray);
  }

  /** Like {@link #list}, with many entries. */
  JsonNode longList(String path) throws UnavailableException, InterruptedException {
    longAnswers.acquire();
    try {
      return get(path, MAX_LONG_BYTES, JsonNode::isArray);
    } finally {
      longAnswers.release();
    }
  }

  private JsonNode get(String path, int maxBytes, Predicate<JsonNode> isExpected)
      throws UnavailableException, InterruptedException {
    Answer answer = answer("GET", connection.adminUrl() + path, null, maxBytes);
    if (!answer.isSuccess()) {
      throw errors.refused(answer, tokens.get());
    }
    if (!isExpected.test(answer.body())) {
      throw errors.unexpected(answer);
    }
    errors.succeeded();
    return answer.body();
  }

  /** Empty if the service account may not read it. */
  String serverVersion() throws UnavailableException, InterruptedException {
    String url = connection.url() + "/admin/serverinfo";
    longAnswers.acquire();
    try {
      Answer answer = once("GET", url, null, tokens.get(), MAX_LONG_BYTES);
      return answer.body().path("systemInfo").path("version").asText("");
    } finally {
      longAnswers.release();
    }
  }

  /** A successful answer, or one of 400, 404 about something in the realm, and 409. */
  Answer call(String method, String path) throws UnavailableException, InterruptedException {
    Answer answer = answer(method, connection.adminUrl() + path, null, MAX_BYTES);
    errors.succeeded();
    return answer;
  }

  /** Like {@link #call}, with a body. */
  Answer send(String method, String path, JsonNode body)
      throws UnavailableException, InterruptedException {
    Answer answer = answer(method, connection.adminUrl() + path, body, MAX_BYTES);
    errors.succeeded();
    return answer;
  }

  private Answer answer(String method, String url, @Nullable JsonNode body, int maxBytes)
      throws UnavailableException, InterruptedException {
    Token token = tokens.get();
    Answer answer = once(method, url, body, token, maxBytes);
    if (answer.status() == 401 || (answer.status() == 403 && tokens.isOld(token))) {
      token = tokens.insteadOf(token);
      answer = once(method, url, body, token, maxBytes);
    }
    if (answer.isSuccess()
        || answer.status() == 400
        || answer.status() == 409
        || (answer.status() == 404 && isAboutContent(answer))) {
      return answer;
    }
    throw errors.refused(answer, token);
  }

  /** Keycloak says that something in the realm is missing; a proxy before it would not. */
  private static boolean isAboutContent(Answer answer) {
    return !answer.error().isEmpty() && !answer.error().startsWith("Realm");
  }

  private Answer once(String method, String url, @Nullable JsonNode body, Token token, int maxBytes)
      throws UnavailableException, InterruptedException {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    try {
      HttpRequest.Builder request =
          KeycloakHttp.request(url)
              .header("Authorization", "Bearer " + token.text())
              .header("Accept", "application/json")
              .method(method, publisher);
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
      return http.send(request.build(), maxBytes);
    } catch (IOException e) {
      throw errors.failed(e);
    }
  }
}
