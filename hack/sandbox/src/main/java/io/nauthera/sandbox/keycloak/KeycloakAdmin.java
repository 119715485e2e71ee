package io.nauthera.sandbox.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.sandbox.process.Http;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.process.SecretFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls Keycloak's Admin API as its administrator. Paths are relative to /admin. */
public final class KeycloakAdmin {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TOKEN_MAX_AGE = Duration.ofSeconds(30);

  private final String url;
  private final String user;
  private String password;
  private @Nullable String token;
  private long tokenTime;

  /** An administrator with this password. The URL has no path. */
  public KeycloakAdmin(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** A response of Keycloak. */
  public record Response(int status, JsonNode body, Optional<String> location) {
    /** The id of the created object: the last segment of the Location header. */
    public String createdId() {
      var url = location.orElseThrow();
      return url.substring(url.lastIndexOf('/') + 1);
    }
  }

  /** The credentials of a confidential client. */
  public record ServiceAccount(String clientId, String secret) {
    @Override
    public String toString() {
      return "ServiceAccount[" + clientId + "]";
    }
  }

  /** Sends a GET. The result is a missing node for a 404. */
  public JsonNode get(String path) {
    var response = call("GET", path, null);
    return response.status == 404
        ? MissingNode.getInstance()
        : expectSuccess("GET", path, response).body;
  }

  public Response post(String path, JsonNode body) {
    return expectSuccess("POST", path, call("POST", path, body));
  }

  public Response put(String path, JsonNode body) {
    return expectSuccess("PUT", path, call("PUT", path, body));
  }

  /** Sends a DELETE. A 404 counts as success. */
  public void delete(String path) {
    var response = call("DELETE", path, null);
    if (response.status != 404) {
      expectSuccess("DELETE", path, response);
    }
  }

  /** Sends a request and returns any response. A null body means a request without a body. */
  public Response call(String method, String path, @Nullable JsonNode body) {
    var response = callOnce(method, path, body);
    if (response.status != 401) {
      return response;
    }
    // A Keycloak that was killed may have lost the session of the token.
    forgetToken();
    return callOnce(method, path, body);
  }

  private Response callOnce(String method, String path, @Nullable JsonNode body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/admin" + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      var response = Http.send(request);
      return new Response(
          response.statusCode(), parse(response.body()), response.headers().firstValue("Location"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void createRealm(String realm) {
    post("/realms", object().put("realm", realm).put("enabled", true));
  }

  /** Creates a user who can log in with this password immediately, and returns its id. */
  public String createUser(String realm, String name, String userPassword) {
    var body =
        object()
            .put("username", name)
            .put("enabled", true)
            .put("email", name + "@example.org")
            .put("emailVerified", true)
            .put("firstName", name)
            .put("lastName", "Test");
    body.putArray("credentials")
        .addObject()
        .put("type", "password")
        .put("value", userPassword)
        .put("temporary", false);
    return post("/realms/%s/users".formatted(realm), body).createdId();
  }

  /** Creates a client whose service account has these roles of realm-management. */
  public ServiceAccount createServiceAccount(String realm, String clientId, String... roles) {
    var secret = SecretFiles.random();
    var body =
        object()
            .put("clientId", clientId)
            .put("secret", secret)
            .put("publicClient", false)
            .put("serviceAccountsEnabled", true)
            .put("standardFlowEnabled", false)
            .put("directAccessGrantsEnabled", false);
    var id = post("/realms/%s/clients".formatted(realm), body).createdId();
    var account = get("/realms/%s/clients/%s/service-account-user".formatted(realm, id));
    var management = client(realm, "realm-management").orElseThrow().path("id").asText();
    var assigned = JsonNodeFactory.instance.arrayNode();
    for (var role : roles) {
      assigned.add(get("/realms/%s/clients/%s/roles/%s".formatted(realm, management, role)));
    }
    post(
        "/realms/%s/users/%s/role-mappings/clients/%s"
            .formatted(realm, account.path("id").asText(), management),
        assigned);
    return new ServiceAccount(clientId, secret);
  }

  /** The representation of the client with this client id. */
  public Optional<JsonNode> client(String realm, String clientId) {
    var query = URLEncoder.encode(clientId, StandardCharsets.UTF_8);
    var found = get("/realms/%s/clients?clientId=%s".formatted(realm, query));
    return Optional.ofNullable(found.get(0));
  }

  public void deleteClient(String realm, String clientId) {
    client(realm, clientId)
        .ifPresent(
            client -> delete("/realms/%s/clients/%s".formatted(realm, client.path("id").asText())));
  }

  /** Posts a form to the token endpoint, for any grant and any client. */
  public Response token(String realm, Map<String, String> form) {
    var body =
        form.entrySet().stream()
            .map(field ->
                URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(
                URI.create("%s/realms/%s/protocol/openid-connect/token".formatted(url, realm)))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var response = Http.send(request);
      return new Response(response.statusCode(), parse(response.body()), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized String password() {
    return password;
  }

  /** Changes the administrator's password. */
  void changePassword(String newPassword) {
    var id = get("/realms/master/users?exact=true&username=" + user).path(0).path("id").asText();
    put(
        "/realms/master/users/%s/reset-password".formatted(id),
        object().put("type", "password").put("value", newPassword).put("temporary", false));
    synchronized (this) {
      password = newPassword;
      token = null;
    }
  }

  private synchronized void forgetToken() {
    token = null;
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private synchronized String token() {
    if (token == null || System.nanoTime() - tokenTime > TOKEN_MAX_AGE.toNanos()) {
      var response =
          token(
              "master",
              Map.of(
                  "grant_type",
                  "password",
                  "client_id",
                  "admin-cli",
                  "username",
                  user,
                  "password",
                  password));
      if (response.status != 200) {
        throw new SandboxException(
            "Keycloak rejects the administrator's password: " + response.body);
      }
      token = response.body.path("access_token").asText();
      tokenTime = System.nanoTime();
    }
    return token;
  }

  private static Response expectSuccess(String method, String path, Response response) {
    if (response.status / 100 != 2) {
      throw new SandboxException(
          "%s %s: %d %s".formatted(method, path, response.status, response.body));
    }
    return response;
  }

  private static JsonNode parse(String text) {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }
}
