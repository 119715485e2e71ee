package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.e2e.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many or large AuthClients of a team that were stored without admission, and without a controller
 * that writes their status. Closing deletes them.
 */
final class StoredClients implements AutoCloseable {
  private static final int WRITERS = 8;

  private final Tenant tenant;

  private StoredClients(Tenant tenant) {
    this.tenant = tenant;
  }

  static StoredClients of(Tenant tenant) {
    tenant.sandbox.controllerProcess().stop();
    tenant.sandbox.skipAdmission(tenant.team);
    var clients = new StoredClients(tenant);
    await().atMost(Tenant.PATIENCE).until(clients::areNotReviewed);
    return clients;
  }

  private boolean areNotReviewed() {
    String refused =
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: probe, namespace: %s}
        spec: {authServerRef: {name: server}, redirectUris: ["http://probe.example.com/"]}
        """
            .formatted(tenant.team);
    return tenant.kubectlApply(refused, "--dry-run=server").stderr().isEmpty();
  }

  /** Stores as many clients; their specs are JSON without the reference to the AuthServer. */
  void store(int count, IntFunction<String> spec) throws InterruptedException {
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        results.add(
            writers.submit(() -> store("client-%05d".formatted(number), spec.apply(number))));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  void store(String name, String spec) {
    String manifest =
        """
        {"apiVersion": "auth.nauthera.io/v1alpha1", "kind": "AuthClient", "metadata": {"name": "%s"},
         "spec": {"authServerRef": {"name": "server", "namespace": "%s"}, %s}}\
        """
            .formatted(name, tenant.security, spec);
    String stored = tenant.kubernetes.raw(path(), "POST", manifest);
    assertThat(stored).isNotNull();
  }

  private String path() {
    return "/apis/auth.nauthera.io/v1alpha1/namespaces/%s/authclients".formatted(tenant.team);
  }

  /** A list of redirect URIs of this length, as a member of a spec. */
  static String redirectUris(int client, int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(number -> "https://app-%d.example.com/%d/".formatted(client, number))
        .map(uri -> "\"" + uri + "c".repeat(Math.max(1, length - uri.length())) + "\"")
        .collect(Collectors.joining(", ", "\"redirectUris\": [", "]"));
  }

  @Override
  public void close() {
    try {
      await()
          .atMost(Tenant.PATIENCE)
          .ignoreException(KubernetesClientException.class)
          .until(() -> {
            var unused = tenant.kubernetes.raw(path(), "DELETE", null);
            return tenant
                .kubernetes
                .resources(AuthClient.class)
                .inNamespace(tenant.team)
                .list()
                .getItems()
                .isEmpty();
          });
    } finally {
      tenant.sandbox.skipAdmission();
      tenant.sandbox.controllerProcess().start();
      tenant.sandbox.controllerProcess().awaitReady(Tenant.PATIENCE);
      tenant.sandbox.webhookProcess().awaitReady(Tenant.PATIENCE);
    }
  }

  /** As the schema of an older version. */
  static void allowAnyJwks(JSONSchemaProps schema) {
    schema
        .getProperties()
        .get("spec")
        .getProperties()
        .put(
            "jwks",
            new JSONSchemaPropsBuilder()
                .withType("object")
                .withXKubernetesPreserveUnknownFields(true)
                .build());
  }
}
