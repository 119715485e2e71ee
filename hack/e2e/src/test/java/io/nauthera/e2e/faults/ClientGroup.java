package io.nauthera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  /** The conditions of one type, by the name of the client. */
  Map<String, Condition> conditions(String type) {
    Map<String, Condition> found = new TreeMap<>();
    for (AuthClient client :
        tenant.kubernetes.resources(AuthClient.class).inNamespace(tenant.team).list().getItems()) {
      String name = client.getMetadata().getName();
      var status = client.getStatus();
      if (name.startsWith(prefix + "-") && status != null && status.conditions() != null) {
        status.conditions().stream()
            .filter(condition -> condition.type().equals(type))
            .forEach(condition -> found.put(name, condition));
      }
    }
    return found;
  }

  /** The clients that are Ready. */
  Set<String> ready() {
    Map<String, Condition> conditions = conditions("Ready");
    conditions.values().removeIf(condition -> condition.status() != Status.True);
    return conditions.keySet();
  }

  /** The Secrets with credentials: the client secret by the name of the Secret. */
  Map<String, String> secrets() {
    Map<String, String> found = new TreeMap<>();
    for (Secret secret : tenant.kubernetes.secrets().inNamespace(tenant.team).list().getItems()) {
      String name = secret.getMetadata().getName();
      if (name.startsWith(prefix + "-")) {
        found.put(name, secret.getData().get("client_secret"));
      }
    }
    return found;
  }

  void assertReady() {
    assertThat(conditions("Ready"))
        .hasSize(size)
        .allSatisfy((name, ready) -> assertThat(ready.status()).isEqualTo(Status.True));
  }

  /** Each says that its server cannot be used. */
  void assertServerFails() {
    assertThat(conditions("Programmed"))
        .hasSize(size)
        .allSatisfy((name, programmed) -> {
          assertThat(programmed.status()).isNotEqualTo(Status.True);
          assertThat(programmed.reason()).isIn("ServerUnavailable", "ServerOverloaded");
        });
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
