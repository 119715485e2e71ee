package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/**
 * A namespace with AuthServers and a policy, and one with AuthClients.
 *
 * @param team the namespace of the clients
 * @param security the namespace of the rest
 */
record BenchTenant(Sandbox sandbox, String team, String security) {
  /** As many calls as the controller makes to one server at a time. */
  static final int PARALLEL = 16;

  private KubernetesClient kubernetes() {
    return sandbox.kubernetes();
  }

  void createNamespaces() {
    createNamespace(team);
    createNamespace(security);
  }

  private void createNamespace(String name) {
    var unused =
        kubernetes()
            .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
            .create();
  }

  /** {@code spec} is a YAML flow mapping. */
  void applyPolicy(String spec) {
    apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthPolicy
        metadata: {name: web, namespace: %s}
        spec: %s
        """
            .formatted(security, spec));
  }

  void applyCredentials(String server, ServiceAccount account) {
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s-keycloak, namespace: %s}
        stringData: {client_id: "%s", client_secret: "%s"}
        """
            .formatted(server, security, account.clientId(), account.secret()));
  }

  /** {@code url} is where the controller calls Keycloak. */
  void applyServer(String server, String realm, String url) {
    apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: %s, namespace: %s}
        spec: {issuerUrl: "%s/realms/%s", keycloak: {url: "%s"}}
        """
            .formatted(server, security, sandbox.keycloak().url(), realm, url));
  }

  /** Without kubectl, which needs as long to start as the controller needs for many clients. */
  private void apply(String manifest) {
    var unused =
        kubernetes()
            .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
            .fieldManager("bench")
            .serverSideApply();
  }

  /** They wait for the AuthServer if it does not exist yet. */
  void createClients(String server, int from, int to) throws InterruptedException {
    String path = "/apis/auth.nauthera.io/v1alpha1/namespaces/" + team + "/authclients";
    var unused =
        LoadGenerator.measure(
            PARALLEL,
            to - from,
            number -> {
              var unusedToo =
                  kubernetes().raw(path, "POST", manifest(team, security, server, from + number));
            });
  }

  static String manifest(String namespace, String security, String server, int number) {
    return """
    {"apiVersion": "auth.nauthera.io/v1alpha1", "kind": "AuthClient",
     "metadata": {"name": "app-%1$d", "namespace": "%2$s"},
     "spec": {"authServerRef": {"name": "%4$s", "namespace": "%3$s"},
       "displayName": "App %1$d", "scopes": ["openid", "profile", "email"],
       "redirectUris": ["https://app-%1$d.example.com/callback"]}}
    """
        .formatted(number, namespace, security, server);
  }

  /**
   * The status of the policy says how far it is. To list the clients again and again would load the
   * API server more than the controller does.
   */
  void awaitRollout(int clients) throws InterruptedException {
    while (!isRolledOut(clients)) {
      Thread.sleep(100);
    }
  }

  private boolean isRolledOut(int clients) {
    AuthPolicy policy =
        kubernetes().resources(AuthPolicy.class).inNamespace(security).withName("web").get();
    var status = policy.getStatus();
    var rollout = status == null ? null : status.rollout();
    return rollout != null
        && policy.getMetadata().getGeneration().equals(rollout.generation())
        && rollout.applied() >= clients;
  }
}
