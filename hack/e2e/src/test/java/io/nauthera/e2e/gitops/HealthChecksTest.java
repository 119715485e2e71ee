package io.nauthera.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.e2e.Tenant;
import io.nauthera.e2e.gitops.GitOpsTools.Health;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the code of Argo CD and Flux says about live objects, with the health checks of
 * deploy/gitops.
 */
class HealthChecksTest {
  private static final String WEB =
      "redirectUris: [\"https://app.example.com/callback\"], scopes: [openid, profile]";
  private static GitOpsTools tools;
  private static Tenant tenant;

  @BeforeAll
  static void objects() {
    tenant = Tenant.governedBy("health", "{allowedScopes: [openid, profile]}");
    tools = new GitOpsTools();
    tools.configureArgoCd();
    for (String name : List.of("ready", "leaving")) {
      tenant.onboard(name, WEB);
    }
    tenant.onboard("refused", Map.of("tier", "small"), WEB);
    List.of("ready", "leaving", "refused").forEach(tenant::awaitReady);
    tenant.applyPolicy(
        "small", "{clientSelector: {matchLabels: {tier: small}}, allowedScopes: [openid]}");
    holdAndDelete("leaving");

    tools.apply(server("bare", "{matchLabels: {nothing: here}}"));
    tools.apply(server("unreachable", "{}"));
    tools.apply(secret("unreachable-keycloak", "{client_id: any, client_secret: any}"));
    tools.apply(client("ungoverned", "bare", "{}"));
    tools.apply(client("early", "elsewhere", "{}"));
    tools.apply(client("cut-off", "unreachable", "{tier: remote}"));
    tenant.applyPolicy("remote", "{clientSelector: {matchLabels: {tier: remote}}}");
    tenant.applyPolicy(
        "tokens",
        "{clientSelector: {matchLabels: {tier: none}}, token: {accessTokenTTL: 5m, idTokenTTL: 1m}}");

    tools.apply(secret("ldap-bind-password", "{password: s3cret}"));
    tools.apply(store("directory", "password"));
    tools.apply(store("other-key", "passphrase"));
    tools.apply(store("no-secret", "password").replace("ldap-bind-password", "ldap-later"));
  }

  @AfterAll
  static void release() {
    var unused =
        tenant.sandbox.kubectl(
            "patch",
            "authclient",
            "leaving",
            "-n",
            tenant.team,
            "--type=merge",
            "-p",
            "{\"metadata\": {\"finalizers\": null}}");
  }

  /** A finalizer of the test keeps the object until the end. */
  private static void holdAndDelete(String name) {
    var unusedHold =
        tenant
            .client(name)
            .edit(client -> {
              client.getMetadata().getFinalizers().add("example.com/hold");
              return client;
            });
    tenant.delete(name);
  }

  private static String client(String name, String server, String labels) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthClient
    metadata: {name: %s, namespace: %s, labels: %s}
    spec: {authServerRef: {name: %s, namespace: %s}, %s}
    """
        .formatted(name, tenant.team, labels, server, tenant.security, WEB);
  }

  private static String server(String name, String selector) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthServer
    metadata: {name: %s, namespace: %s}
    spec: {issuerUrl: "http://127.0.0.1:9/realms/%s", policySelector: %s}
    """
        .formatted(name, tenant.security, name, selector);
  }

  private static String secret(String name, String data) {
    return "{apiVersion: v1, kind: Secret, metadata: {name: %s, namespace: %s}, stringData: %s}"
        .formatted(name, tenant.security, data);
  }

  private static String store(String name, String key) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: UserStore
    metadata: {name: %s, namespace: %s}
    spec:
      type: ldap
      ldap:
        server: "ldaps://ldap.example.com:636"
        bindDN: "cn=admin,dc=example,dc=com"
        bindPasswordSecretRef: {name: ldap-bind-password, key: %s}
        userSearch: {baseDN: "ou=users,dc=example,dc=com"}
    """
        .formatted(name, tenant.security, key);
  }

  private static JsonNode live(String kind, String name) {
    String namespace = kind.equals("authclients") ? tenant.team : tenant.security;
    return tools.live(kind, namespace, name);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          authclients  | ready       | Healthy     | Current    | Current     | registered and its credentials are in the Secret
          authclients  | refused     | Degraded    | Failed     | InProgress  | spec.scopes[1]: scope "profile" is not allowed by AuthPolicy health-security/small
          authclients  | ungoverned  | Progressing | InProgress | InProgress  | no AuthPolicy in namespace health-security governs this client
          authclients  | early       | Progressing | InProgress | InProgress  | AuthServer health-security/elsewhere does not exist
          authclients  | cut-off     | Progressing | InProgress | InProgress  | http://127.0.0.1:9 cannot be reached
          authclients  | leaving     | Progressing | InProgress | Terminating | Pending deletion
          authpolicies | web         | Healthy     | Current    | Current     | applied to
          authpolicies | small       | Healthy     | Current    | Current     | applied to 1 of 1 governed clients
          authpolicies | remote      | Progressing | InProgress | InProgress  | applied to 0 of 1 governed clients
          authpolicies | tokens      | Healthy     | Current    | Current     | idTokenTTL 1m cannot be applied
          authservers  | server      | Healthy     | Current    | Current     | clients can be registered
          authservers  | bare        | Progressing | InProgress | InProgress  | bare-keycloak
          authservers  | unreachable | Degraded    | Failed     | InProgress  | http://127.0.0.1:9 cannot be reached
          userstores   | directory   | Healthy     | Current    | Current     | does not set up user federation
          userstores   | no-secret   | Progressing | InProgress | Current     | Secret "health-security/ldap-later" does not exist
          userstores   | other-key   | Degraded    | Failed     | Current     | has no key "passphrase"
          """)
  void object_live_hasTheHealthOfItsConditions(
      String kind, String name, String argoCd, String flux, String kstatus, String message) {
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> {
          var object = List.of(live(kind, name));
          Health shown = tools.argoCd(object).getFirst();
          assertThat(shown.status()).as(shown.message()).isEqualTo(argoCd);
          assertThat(shown.message()).contains(message);
          assertThat(tools.flux(object).getFirst().status()).isEqualTo(flux);
          assertThat(tools.kstatus(object).getFirst().status()).isEqualTo(kstatus);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "authclients, ready",
    "authpolicies, web",
    "authservers, server",
    "userstores, directory"
  })
  void object_notSeenByTheController_isProgressing(String kind, String name) {
    ObjectNode changed = live(kind, name).deepCopy();
    ObjectNode metadata = (ObjectNode) changed.get("metadata");
    metadata.put("generation", metadata.get("generation").asLong() + 1);
    ObjectNode fresh = changed.deepCopy();
    fresh.set("status", GitOpsTools.parse("{\"observedGeneration\": -1}"));
    var both = List.<JsonNode>of(changed, fresh);

    assertThat(tools.argoCd(both))
        .containsOnly(new Health("Progressing", "the controller has not seen this generation yet"));
    assertThat(tools.flux(both)).extracting(Health::status).containsOnly("InProgress");
  }
}
