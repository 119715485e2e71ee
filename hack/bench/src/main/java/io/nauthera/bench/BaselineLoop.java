package io.nauthera.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that provisioning cannot do without, with the same content, and nothing else. */
final class BaselineLoop {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("baseline")
          .withForce(true)
          .build();

  private final KubernetesClient kubernetes;
  private final String url;
  private final String realm;
  private final String namespace;
  private final ServiceAccount account;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, String> ids = new ConcurrentHashMap<>();
  private String token = "";

  BaselineLoop(
      KubernetesClient kubernetes,
      String url,
      String realm,
      String namespace,
      ServiceAccount account) {
    this.kubernetes = kubernetes;
    this.url = url;
    this.realm = realm;
    this.namespace = namespace;
    this.account = account;
  }

  /** A POST, a Secret and two statuses for each client. */
  void onboard(int from, int to, int parallel) throws InterruptedException {
    login();
    var unused =
        LoadGenerator.measure(
            parallel,
            to - from,
            i -> {
              int number = from + i;
              creating(number);
              register(number);
              secret(number);
              registered(number, 1, "5m");
            });
  }

  /** The clients that are not registered yet. */
  void register(int clients, int parallel) throws InterruptedException {
    login();
    var unused =
        LoadGenerator.measure(
            parallel,
            clients,
            number -> {
              if (!ids.containsKey(number)) {
                register(number);
              }
            });
  }

  /** A PUT and a status for each client. */
  void change(int clients, int parallel) throws InterruptedException {
    login();
    var unused =
        LoadGenerator.measure(
            parallel,
            clients,
            number -> {
              send("PUT", "/clients/" + ids.get(number), client(number, "420"), 204);
              registered(number, 2, "7m");
            });
  }

  /** The AuthClients whose statuses are written. */
  void create(int clients, int parallel) throws InterruptedException {
    String path = "/apis/auth.nauthera.io/v1alpha1/namespaces/" + namespace + "/authclients";
    var unused =
        LoadGenerator.measure(
            parallel,
            clients,
            number -> {
              var unusedToo =
                  kubernetes.raw(
                      path, "POST", BenchTenant.manifest(namespace, namespace, "none", number));
            });
  }

  private void register(int number) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("POST", "/clients", client(number, "300"), 201);
    String location = answer.headers().firstValue("Location").orElseThrow();
    ids.put(number, location.substring(location.lastIndexOf('/') + 1));
  }

  private void secret(int number) {
    var unused =
        kubernetes
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName("app-" + number + "-client-secret")
                    .withNamespace(namespace)
                    .endMetadata()
                    .withStringData(Map.of("client_id", "x", "client_secret", "y".repeat(43)))
                    .build())
            .create();
  }

  /** What is written before the client is created. */
  private void creating(int number) {
    status(number, "{%s}".formatted(registration("Creating")));
  }

  /** With the fields of a real one. */
  private void registered(int number, int generation, String lifetime) {
    String name = "app-" + number;
    status(
        number,
        """
        {"observedGeneration": 1, %3$s, "clientId": "%2$s.%1$s", "issuerUrl": "%5$s",
         "clientSecretRef": {"name": "%1$s-client-secret"}, "binding": {"name": "%1$s-client-secret"},
         "governingPolicies": [{"name": "%2$s/web", "generation": %6$d}],
         "effective": {
           "grantTypes": {"value": "authorization_code, refresh_token", "from": ["baseline"]},
           "scopes": {"value": "email openid profile", "from": ["client"]},
           "accessTokenTTL": {"value": "%7$s", "from": ["%2$s/web"]},
           "idTokenTTL": {"value": "%7$s", "from": ["%2$s/web"]},
           "pkce": {"value": "S256", "from": ["%2$s/web"]},
           "tokenEndpointAuthMethod": {"value": "client_secret_basic", "from": ["baseline"]}},
         "conditions": [%4$s]}
        """
            .formatted(
                name,
                namespace,
                registration("Registered"),
                conditions(),
                issuer(),
                generation,
                lifetime));
  }

  private void status(int number, String status) {
    String resource =
        """
        {"apiVersion": "auth.nauthera.io/v1alpha1", "kind": "AuthClient",
         "metadata": {"name": "app-%d", "namespace": "%s"}, "status": %s}
        """
            .formatted(number, namespace, status);
    var unused = kubernetes.resource(resource).subresource("status").patch(APPLY);
  }

  private String registration(String phase) {
    return """
    "registration": {"realm": "%s", "phase": "%s", "id": "00000000-0000-0000-0000-000000000000"}
    """
        .formatted(issuer(), phase);
  }

  private String issuer() {
    return url + "/realms/" + realm;
  }

  private String conditions() {
    return String.join(
        ",",
        condition("ResolvedRefs", "AuthServer %1$s/server, governed by AuthPolicy %1$s/web"),
        condition("Accepted", "the governing policies allow this client"),
        condition("Programmed", "client %1$s.app is registered"),
        condition("CredentialsPublished", "Secret app-client-secret contains the credentials"),
        condition("Ready", "the client is registered and its credentials are in the Secret"),
        condition("Consistent", "the governing policies do not conflict"));
  }

  private String condition(String type, String message) {
    return """
    {"type": "%s", "status": "True", "reason": "Baseline", "message": "%s", "observedGeneration": 1,
     "lastTransitionTime": "2026-01-01T00:00:00Z"}
    """
        .formatted(type, message.formatted(namespace));
  }

  /** With the fields that the controller manages. */
  private String client(int number, String lifetime) {
    return """
    {"clientId": "baseline-%1$d", "name": "App %1$d", "protocol": "openid-connect", "enabled": true,
     "publicClient": false, "standardFlowEnabled": true, "directAccessGrantsEnabled": false,
     "implicitFlowEnabled": false, "serviceAccountsEnabled": false, "consentRequired": false,
     "bearerOnly": false, "fullScopeAllowed": false, "clientAuthenticatorType": "client-secret",
     "redirectUris": ["https://app-%1$d.example.com/callback"], "webOrigins": [],
     "defaultClientScopes": ["basic", "acr", "web-origins", "profile", "email"],
     "optionalClientScopes": [],
     "attributes": {"access.token.lifespan": "%2$s", "client.session.idle.timeout": "",
       "client.session.max.lifespan": "", "client.offline.session.idle.timeout": "",
       "client.offline.session.max.lifespan": "", "pkce.code.challenge.method": "S256",
       "use.refresh.tokens": "true", "post.logout.redirect.uris": "-",
       "client.secret.authentication.allowed.method": "client_secret_basic",
       "use.jwks.string": "", "jwks.string": "", "use.jwks.url": "", "jwks.url": "",
       "oauth2.device.authorization.grant.enabled": "false", "oidc.ciba.grant.enabled": "false",
       "standard.token.exchange.enabled": "false", "oauth2.jwt.authorization.grant.enabled": "false",
       "client_credentials.use_refresh_token": "false", "nauthera.io/owner": "%3$s/app-%1$d",
       "nauthera.io/owner-uid": "00000000-0000-0000-0000-000000000000",
       "nauthera.io/cluster": "00000000-0000-0000-0000-000000000000"}}
    """
        .formatted(number, lifetime, namespace);
  }

  private void login() throws InterruptedException {
    try {
      String form =
          "grant_type=client_credentials&client_id=%s&client_secret=%s"
              .formatted(account.clientId(), account.secret());
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(url + "/realms/" + realm + "/protocol/openid-connect/token"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.ofString());
      token = JSON.readTree(answer.body()).path("access_token").asText();
    } catch (IOException e) {
      throw new IllegalStateException("no token", e);
    }
  }

  private HttpResponse<String> send(String method, String path, String body, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/admin/realms/" + realm + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IllegalStateException(method + " answers HTTP " + answer.statusCode());
    }
    return answer;
  }
}
