package io.nauthera.e2e.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.demo.PodCluster;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.util.ArrayList;
import java.util.List;

/** A namespace with an AuthServer for a realm of its own, a policy, and AuthClients. */
record PodTenant(PodCluster cluster, String name) {
  /** Creates the realm and the namespace, both with this name. */
  static PodTenant create(PodCluster cluster, String name) {
    cluster.keycloakAdmin().createRealm(name);
    ServiceAccount account =
        cluster
            .keycloakAdmin()
            .createServiceAccount(name, "nauthera", "manage-clients", "view-realm");
    cluster
        .access()
        .apply(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: %1$s}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: server-keycloak, namespace: %1$s}
            stringData:
              client_id: "%2$s"
              client_secret: "%3$s"
              ca.crt: |
            %4$s
            ---
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthPolicy
            metadata: {name: web, namespace: %1$s}
            spec: {enforcePKCE: true}
            ---
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthServer
            metadata: {name: server, namespace: %1$s}
            spec:
              issuerUrl: "%5$s/realms/%1$s"
              keycloak: {caSecretRef: {name: server-keycloak}}
            """
                .formatted(
                    name,
                    account.clientId(),
                    account.secret(),
                    cluster.keycloakAuthority().indent(4).stripTrailing(),
                    cluster.keycloakUrl()));
    var unused =
        cluster
            .kubectl(
                "wait",
                "--for=condition=Ready",
                "authserver/server",
                "--namespace=" + name,
                "--timeout=60s")
            .orThrow();
    return new PodTenant(cluster, name);
  }

  /** Applies an AuthClient. */
  void apply(String client) {
    cluster
        .access()
        .apply(
            """
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthClient
            metadata: {name: %s, namespace: %s}
            spec:
              authServerRef: {name: server}
              redirectUris: ["https://app.example.com/callback"]
            """
                .formatted(client, name));
  }

  /** The names of the AuthClients that are Ready. */
  List<String> ready() {
    return cluster
        .kubernetes()
        .resources(AuthClient.class)
        .inNamespace(name)
        .list()
        .getItems()
        .stream()
        .filter(PodTenant::isReady)
        .map(client -> client.getMetadata().getName())
        .toList();
  }

  private static boolean isReady(AuthClient client) {
    return client.getStatus() != null
        && client.getStatus().conditions() != null
        && client.getStatus().conditions().stream().anyMatch(PodTenant::isReady);
  }

  private static boolean isReady(Condition condition) {
    return condition.type().equals("Ready") && condition.status() == Condition.Status.True;
  }

  /** The ids of this tenant's clients in Keycloak. An id that exists twice is in the list twice. */
  List<String> registered() {
    List<String> ids = new ArrayList<>();
    for (JsonNode client :
        cluster.keycloakAdmin().get("/realms/%s/clients?max=1000".formatted(name))) {
      String id = client.path("clientId").asText();
      if (id.startsWith(name + ".")) {
        ids.add(id);
      }
    }
    return ids;
  }
}
