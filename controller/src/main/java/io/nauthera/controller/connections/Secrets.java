package io.nauthera.controller.connections;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Secrets of the cluster. */
interface Secrets {
  Reading read(String namespace, String name);

  /** The result of reading a Secret. */
  sealed interface Reading {}

  /** {@code data} is encoded in base64. */
  record Content(Map<String, String> labels, Map<String, String> data) implements Reading {
    public Content {
      labels = Map.copyOf(labels);
      data = Map.copyOf(data);
    }

    /** Leaves out the data. */
    @Override
    public String toString() {
      return "Content[" + data.keySet() + "]";
    }
  }

  record Missing() implements Reading {}

  /** The controller lacks the right to read it. */
  record Forbidden() implements Reading {}

  /** The API server cannot be used now. */
  record NoAnswer() implements Reading {}

  static Secrets of(KubernetesClient kubernetes) {
    return (namespace, name) -> {
      try {
        Secret secret = kubernetes.secrets().inNamespace(namespace).withName(name).get();
        return secret == null
            ? new Missing()
            : new Content(orEmpty(secret.getMetadata().getLabels()), orEmpty(secret.getData()));
      } catch (KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN ? new Forbidden() : new NoAnswer();
      }
    };
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
