package io.nauthera.webhook.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

/** The clusters that the kubeconfig names; null stands for its current context. */
@FunctionalInterface
public interface Clusters {
  KubernetesClient open(@Nullable String context);
}
