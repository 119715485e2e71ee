package io.nauthera.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Keycloak's admin REST API as its administrator; paths are below /admin. */
public final class KeycloakAdmin {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TOKEN_USE = Duration.ofSeconds(30);

  private final String url;
  private final String user;
  private String password;
  private @Nullable String token;
  private long tokenTaken;

  KeycloakAdmin(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** What Keycloak answered. */
  public record Answer(int status, JsonNode body, Optional<String> location) {
    /** The id at the end of the Location of what was created. */
    public String createdId() {
      var place = location.orElseThrow();
      return place.substring(place.lastIndexOf('/') + 1);
    }
  }

  /** The credentials of a confidential client. */
  public record ServiceAccount(String clientId, String secret) {
    @Override
    public String toString() {
      return "ServiceAccount[" + clientId + "]";
    }
  }

  /** A GET; what does not exist is a missing node. */
  public JsonNode get(String path) {
    var answer = call("GET", path, null);
    return answer.status == 404
        ? MissingNode.getInstance()
        : expectSuccess("GET", path, answer).body;
  }

  public Answer post(String path, JsonNode body) {
    return expectSuccess("POST", path, call("POST", path, body));
  }

  public Answer put(String path, JsonNode body) {
    return expectSuccess("PUT", path, call("PUT", path, body));
  }

  /** A DELETE; nothing to delete is fine. */
  public void delete(String path) {
    var answer = call("DELETE", path, null);
    if (answer.status != 404) {
      expectSuccess("DELETE", path, answer);
    }
  }

  /** Any call, whatever its answer; a null body sends none. */
  public Answer call(String method, String path, @Nullable JsonNode body) {
    var answer = callOnce(method, path, body);
    if (answer.status != 401) {
      return answer;
    }
    // A Keycloak that was killed may have forgotten the session of the token.
    forgetToken();
    return callOnce(method, path, body);
  }

  private Answer callOnce(String method, String path, @Nullable JsonNode body) {
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
      return new Answer(
          response.statusCode(), parse(response.body()), response.headers().firstValue("Location"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void createRealm(String realm) {
    post("/realms", object().put("realm", realm).put("enabled", true));
  }

  /** A user who can log in with this password at once. */
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

  /** A client of the realm whose service account has these roles of realm-management. */
  public ServiceAccount createServiceAccount(String realm, String clientId, String... roles) {
    var secret = Secrets.random();
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
    var granted = JsonNodeFactory.instance.arrayNode();
    for (var role : roles) {
      granted.add(get("/realms/%s/clients/%s/roles/%s".formatted(realm, management, role)));
    }
    post(
        "/realms/%s/users/%s/role-mappings/clients/%s"
            .formatted(realm, account.path("id").asText(), management),
        granted);
    return new ServiceAccount(clientId, secret);
  }

  /** The representation of the client with this clientId. */
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

  /** The token endpoint's answer to this form: any grant, any client. */
  public Answer token(String realm, Map<String, String> form) {
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
      return new Answer(response.statusCode(), parse(response.body()), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized String password() {
    return password;
  }

  /** Gives the administrator another password. */
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
    if (token == null || System.nanoTime() - tokenTaken > TOKEN_USE.toNanos()) {
      var answer =
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
      if (answer.status != 200) {
        throw new SandboxException("Keycloak refuses its administrator: " + answer.body);
      }
      token = answer.body.path("access_token").asText();
      tokenTaken = System.nanoTime();
    }
    return token;
  }

  private static Answer expectSuccess(String method, String path, Answer answer) {
    if (answer.status / 100 != 2) {
      throw new SandboxException(
          "%s %s: %d %s".formatted(method, path, answer.status, answer.body));
    }
    return answer;
  }

  private static JsonNode parse(String text) {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }
}
