package io.nauthera.webhook.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/** Opens the cluster of a context in the kubeconfig; null is its current context. */
@FunctionalInterface
public interface Clusters {
  KubernetesClient open(@Nullable String context);
}
