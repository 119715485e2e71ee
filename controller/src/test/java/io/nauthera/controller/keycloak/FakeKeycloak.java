package io.nauthera.controller.keycloak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that answers as a test wants it to. It knows the realm "acme". */
final class FakeKeycloak implements AutoCloseable {
  static final String SECRET = "s3cr3t-8f2a";
  static final String ADMIN = "/admin/realms/acme";
  static final String TOKEN = "/realms/acme/protocol/openid-connect/token";
  static final String DISCOVERY = "/realms/acme/.well-known/openid-configuration";
  private static final String ALL_ROLES = "[\"manage-clients\",\"view-realm\"]";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Response> responses = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final AtomicInteger tokens = new AtomicInteger();

  /** Answers one request. */
  interface Response {
    void send(HttpExchange exchange) throws IOException, InterruptedException;
  }

  FakeKeycloak() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    on("POST " + TOKEN, this::token);
    on(
        "GET " + ADMIN,
        json(
            200,
            """
            {"realm":"acme","ssoSessionIdleTimeout":1800,"ssoSessionMaxLifespan":36000,
             "offlineSessionIdleTimeout":2592000,"offlineSessionMaxLifespanEnabled":false}\
            """));
    on("GET " + ADMIN + "/client-scopes", json(200, scopes("profile", "api:read", "api:write")));
    on("GET /admin/serverinfo", json(403, "{\"error\":\"HTTP 403 Forbidden\"}"));
  }

  static String scopes(String... names) {
    List<String> scopes = new ArrayList<>();
    for (String always : List.of("basic", "acr", "web-origins")) {
      scopes.add(scope(always));
    }
    for (String name : names) {
      scopes.add(scope(name));
    }
    return scopes.toString();
  }

  private static String scope(String name) {
    return "{\"id\":\"id-%s\",\"name\":\"%s\",\"protocol\":\"openid-connect\"}"
        .formatted(name.replace(':', '-'), name);
  }

  private void token(HttpExchange exchange) throws IOException, InterruptedException {
    token(ALL_ROLES).send(exchange);
  }

  /** A new token at each request; {@code roles} is a JSON array. */
  Response token(String roles) {
    return exchange -> {
      String payload =
          "{\"n\":%d,\"resource_access\":{\"realm-management\":{\"roles\":%s}}}"
              .formatted(tokens.incrementAndGet(), roles);
      String token =
          "e30."
              + Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(payload.getBytes(StandardCharsets.UTF_8))
              + ".e30";
      json(200, "{\"access_token\":\"" + token + "\",\"expires_in\":300}").send(exchange);
    };
  }

  /** Answers {@code "METHOD /path"} like this from now on; queries are left out. */
  void on(String request, Response response) {
    responses.put(request, response);
  }

  static Response json(int status, String body, String... headers) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Sends a body that never ends, in chunks of this size with this pause, until it cannot. */
  static Response endless(int chunk, Duration pause, Runnable cut) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try {
        while (true) {
          exchange.getResponseBody().write(" ".repeat(chunk).getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          Thread.sleep(pause);
        }
      } catch (IOException e) {
        cut.run();
        throw e;
      }
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
      bodies.put(
          request, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(request);
      responses
          .getOrDefault(request, json(404, "{\"error\":\"Could not find resource\"}"))
          .send(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every request so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** The requests of the Admin API since the last call. */
  List<String> newAdminRequests() {
    List<String> since =
        requests().stream().filter(request -> request.contains(" /admin/")).toList();
    requests.clear();
    return since;
  }

  long count(String request) {
    return requests().stream().filter(request::equals).count();
  }

  /** What the last request of this kind sent. */
  String body(String request) {
    return bodies.getOrDefault(request, "");
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  KeycloakConnection connection() {
    return new KeycloakConnection(
        url(), "acme", url() + "/realms/acme", false, "nauthera", SECRET, null);
  }

  KeycloakRealm connect(Duration call) {
    return connect(connection(), new CallLimits(call, Duration.ofSeconds(10)));
  }

  static KeycloakRealm connect(KeycloakConnection connection, CallLimits limits) {
    try {
      return KeycloakRealm.connect(connection, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
