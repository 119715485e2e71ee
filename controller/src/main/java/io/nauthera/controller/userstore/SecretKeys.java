package io.nauthera.controller.userstore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks up which keys a Secret of the cluster has; never returns a value. */
@FunctionalInterface
interface SecretKeys {
  Lookup find(String namespace, String name);

  /** What is known about a Secret. */
  sealed interface Lookup {}

  /** The keys with a value. */
  record Found(Set<String> keys) implements Lookup {}

  /** The Secret does not exist. */
  record Absent() implements Lookup {}

  /** The API server does not let the controller read the Secret, or does not respond. */
  record Unreadable() implements Lookup {}

  /** Reads the Secret itself each time: a cache of all Secrets would keep their values. */
  static SecretKeys of(KubernetesClient kubernetes) {
    return (namespace, name) -> {
      try {
        var secret = kubernetes.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
          return new Absent();
        }
        Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
        return new Found(
            data.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
      } catch (KubernetesClientException e) {
        return new Unreadable();
      }
    };
  }
}
