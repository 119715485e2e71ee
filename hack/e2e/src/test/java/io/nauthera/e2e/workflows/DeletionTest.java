package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.process.CommandResult;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything can be deleted in any order, and leaves no client in Keycloak. */
class DeletionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String REALM = "deletion";
  private static Tenant tenant;
  private static KeycloakAdmin keycloak;
  private static String secret;

  @BeforeAll
  static void createRealm() {
    tenant = new Tenant(REALM);
    secret = tenant.createRealm().secret();
    keycloak = tenant.sandbox.keycloak().admin();
  }

  /** A namespace with AuthServer, credentials and policy. */
  private static String server(String namespace, String realm) {
    return """
    apiVersion: v1
    kind: Namespace
    metadata: {name: %1$s}
    ---
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthServer
    metadata: {name: server, namespace: %1$s}
    spec: {issuerUrl: "%2$s/realms/%3$s"}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: server-keycloak, namespace: %1$s}
    stringData: {client_id: nauthera, client_secret: "%4$s"}
    ---
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthPolicy
    metadata: {name: web, namespace: %1$s}
    spec: {enforcePKCE: true}
    ---
    """
        .formatted(namespace, tenant.sandbox.keycloak().url(), realm, secret);
  }

  private static String client(String namespace, String name, String serverNamespace) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthClient
    metadata: {name: %2$s, namespace: %1$s}
    spec:
      authServerRef: {name: server, namespace: %3$s}
      redirectUris: ["https://app.example.com/cb"]
    ---
    """
        .formatted(namespace, name, serverNamespace);
  }

  private static CommandResult kubectl(String... arguments) {
    return tenant.sandbox.kubectl(arguments);
  }

  private static void awaitReady(String namespace, String name) {
    var unused =
        kubectl(
                "wait",
                "--for=condition=Ready",
                "authclient/" + name,
                "-n",
                namespace,
                "--timeout=90s")
            .orThrow();
  }

  private static void awaitGone(String... resource) {
    String[] get = new String[resource.length + 1];
    get[0] = "get";
    System.arraycopy(resource, 0, get, 1, resource.length);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(kubectl(get).stderr()).contains("NotFound"));
  }

  private static void assertNotRegistered(String clientId) {
    assertThat(keycloak.client(REALM, clientId)).isEmpty();
  }

  @Test
  void namespace_withServerCredentialsPolicyAndClients_goes() {
    tenant.apply(
        server("deletion-all", REALM)
            + client("deletion-all", "one", "deletion-all")
            + client("deletion-all", "two", "deletion-all"));
    awaitReady("deletion-all", "one");
    awaitReady("deletion-all", "two");

    var unused = kubectl("delete", "namespace", "deletion-all", "--wait=false").orThrow();

    awaitGone("namespace", "deletion-all");
    assertNotRegistered("deletion-all.one");
    assertNotRegistered("deletion-all.two");
  }

  @Test
  void namespaceOfTheServer_deletedFirst_goesAndItsClientsCanStillBeDeleted() {
    tenant.apply(server("deletion-server", REALM));
    tenant.apply(client(tenant.team, "elsewhere", "deletion-server"));
    awaitReady(tenant.team, "elsewhere");

    var unused = kubectl("delete", "namespace", "deletion-server", "--wait=false").orThrow();
    awaitGone("namespace", "deletion-server");
    tenant.awaitCondition(
        "elsewhere",
        "ResolvedRefs",
        condition -> assertThat(condition.reason()).isEqualTo("AuthServerNotFound"));
    assertThat(tenant.secret("elsewhere-client-secret").get()).isNotNull();

    tenant.delete("elsewhere");
    awaitGone("authclient", "elsewhere", "-n", tenant.team);
    assertNotRegistered(tenant.team + ".elsewhere");
  }

  @Test
  void realm_deleted_doesNotKeepItsClients() {
    keycloak.createRealm("deletion-gone");
    var account =
        keycloak.createServiceAccount("deletion-gone", "nauthera", "manage-clients", "view-realm");
    tenant.apply(
        server("deletion-realm", "deletion-gone").replace(secret, account.secret())
            + client("deletion-realm", "app", "deletion-realm"));
    awaitReady("deletion-realm", "app");
    keycloak.delete("/realms/deletion-gone");

    var unused =
        kubectl("delete", "authclient", "app", "-n", "deletion-realm", "--wait=false").orThrow();

    awaitGone("authclient", "app", "-n", "deletion-realm");
  }

  @Test
  void client_neverRegistered_goesAtOnce() {
    tenant.apply(
        server("deletion-typo", "no-such-realm") + client("deletion-typo", "app", "deletion-typo"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(kubectl("describe", "authclient", "app", "-n", "deletion-typo").stdout())
                .contains("RealmNotFound"));

    var unused =
        kubectl("delete", "authclient", "app", "-n", "deletion-typo", "--wait=false").orThrow();

    awaitGone("authclient", "app", "-n", "deletion-typo");
  }

  /**
   * The deletion of an AuthServer in use is refused; the clients go, and the second run succeeds.
   */
  @Test
  void manifests_deletedAllAtOnce_areGoneAfterTheSecondRun() {
    String all =
        server("deletion-files", REALM) + client("deletion-files", "app", "deletion-files");
    String withoutNamespace = all.substring(all.indexOf("---") + 4);
    tenant.apply(all);
    awaitReady("deletion-files", "app");

    CommandResult first = deleteAll(withoutNamespace);
    assertThat(first.stderr()).contains("deletion-files/app");
    awaitGone("authclient", "app", "-n", "deletion-files");
    CommandResult second = deleteAll(withoutNamespace);

    assertThat(second.stderr()).isEmpty();
    String left =
        kubectl("get", "authservers,authpolicies,authclients", "-n", "deletion-files", "-o", "name")
            .stdout();
    assertThat(left).isEmpty();
    assertNotRegistered("deletion-files.app");
  }

  private static CommandResult deleteAll(String manifests) {
    return tenant.sandbox.kubectlReading(
        manifests, "delete", "-f", "-", "--ignore-not-found", "--timeout=60s");
  }

  /** As after the restore of a backup, or when the finalizer was removed by hand. */
  @Test
  void authClient_ofTheSameNameWithAnotherUid_continuesWithTheClientAndItsSecret() {
    tenant.apply(server("deletion-uid", REALM) + client("deletion-uid", "app", "deletion-uid"));
    awaitReady("deletion-uid", "app");
    String before =
        keycloak.client(REALM, "deletion-uid.app").orElseThrow().path("secret").asText();
    tenant.sandbox.controllerProcess().stop();
    var unused =
        kubectl("delete", "authclient", "app", "-n", "deletion-uid", "--wait=false").orThrow();
    var unusedToo =
        kubectl(
                "patch",
                "authclient",
                "app",
                "-n",
                "deletion-uid",
                "--type=merge",
                "-p",
                "{\"metadata\":{\"finalizers\":null}}")
            .orThrow();
    awaitGone("authclient", "app", "-n", "deletion-uid");
    tenant.sandbox.controllerProcess().start();
    tenant.sandbox.controllerProcess().awaitReady(PATIENCE);

    tenant.apply(client("deletion-uid", "app", "deletion-uid"));
    awaitReady("deletion-uid", "app");

    assertThat(keycloak.client(REALM, "deletion-uid.app").orElseThrow().path("secret").asText())
        .isEqualTo(before);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(kubectl("describe", "authclient", "app", "-n", "deletion-uid").stdout())
                .contains("AdoptedPredecessor"));
  }
}
