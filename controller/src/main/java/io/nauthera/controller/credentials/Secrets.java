package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.controller.cluster.RequestLimit;
import java.util.Optional;

/**
 * The Secrets of the cluster. Each method is one call to the API server and throws {@link
 * io.fabric8.kubernetes.client.KubernetesClientException} where it fails.
 */
interface Secrets {
  Optional<Secret> read(String namespace, String name);

  /** Fails if a Secret of that name exists. */
  void create(Secret secret);

  /** Fails if the Secret has changed since it was read. */
  void replace(Secret secret);

  /** Fails if the Secret has changed since it was read. */
  void delete(Secret secret);

  static Secrets of(KubernetesClient kubernetes, RequestLimit limit) {
    return new Secrets() {
      @Override
      public Optional<Secret> read(String namespace, String name) {
        return limit.call(() ->
            Optional.ofNullable(kubernetes.secrets().inNamespace(namespace).withName(name).get()));
      }

      @Override
      public void create(Secret secret) {
        var unused = limit.call(() -> kubernetes.secrets().resource(secret).create());
      }

      @Override
      public void replace(Secret secret) {
        var unused = limit.call(() -> kubernetes.secrets().resource(secret).update());
      }

      @Override
      public void delete(Secret secret) {
        var unused =
            limit.call(() -> kubernetes.secrets().resource(secret).lockResourceVersion().delete());
      }
    };
  }
}
