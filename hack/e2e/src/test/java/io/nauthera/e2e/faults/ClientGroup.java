package io.nauthera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several AuthClients of one tenant that are applied together. */
record ClientGroup(Tenant tenant, String prefix, int size) {

  private List<String> names() {
    return IntStream.range(0, size).mapToObj(i -> prefix + "-" + i).toList();
  }

  /** Applies all; those that exist do not change. */
  CommandResult apply() {
    return tenant.kubectlApply(
        names().stream()
            .map(name ->
                """
                apiVersion: auth.nauthera.io/v1alpha1
                kind: AuthClient
                metadata: {name: %s, namespace: %s}
                spec:
                  authServerRef: {name: server, namespace: %s}
                  grantTypes: [client_credentials]
                  tokenEndpointAuthMethod: client_secret_post
                """
                    .formatted(name, tenant.team, tenant.security))
            .collect(Collectors.joining("---\n")));
  }

  /** Those that exist. */
  List<AuthClient> clients() {
    return tenant
        .kubernetes
        .resources(AuthClient.class)
        .inNamespace(tenant.team)
        .list()
        .getItems()
        .stream()
        .filter(client -> client.getMetadata().getName().startsWith(prefix + "-"))
        .toList();
  }

  static List<Condition> conditions(AuthClient client, String type) {
    var status = client.getStatus();
    return status == null || status.conditions() == null
        ? List.of()
        : status.conditions().stream().filter(c -> c.type().equals(type)).toList();
  }

  private static boolean isReady(AuthClient client) {
    return conditions(client, "Ready").stream().anyMatch(ready -> ready.status() == Status.True);
  }

  long ready() {
    return clients().stream().filter(ClientGroup::isReady).count();
  }

  void assertReady() {
    assertThat(clients())
        .hasSize(size)
        .allSatisfy(client ->
            assertThat(conditions(client, "Ready"))
                .as(client.getMetadata().getName())
                .extracting(Condition::status)
                .containsExactly(Status.True));
  }

  /** Exactly one client for each AuthClient, with the secret that its Secret contains. */
  void assertWorks() {
    var admin = tenant.sandbox.keycloak().admin();
    var registered =
        admin
            .get("/realms/%s/clients?first=0&max=1000".formatted(tenant.realm))
            .valueStream()
            .map(client -> client.path("clientId").asText())
            .filter(clientId -> clientId.startsWith(clientId(prefix + "-")));
    assertThat(registered)
        .containsExactlyInAnyOrderElementsOf(names().stream().map(this::clientId).toList());
    for (String name : names()) {
      var token =
          admin.token(
              tenant.realm,
              Map.of(
                  "grant_type", "client_credentials",
                  "client_id", clientId(name),
                  "client_secret", secret(name)));
      assertThat(token.status()).as(name).isEqualTo(200);
    }
  }

  private String clientId(String name) {
    return tenant.team + "." + name;
  }

  private String secret(String name) {
    var data = tenant.secret(name + "-client-secret").get().getData();
    return new String(
        Base64.getDecoder().decode(data.get("client_secret")), StandardCharsets.UTF_8);
  }
}
