package io.nauthera.webhook.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.Labels;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.runtime.SyncedInformers;
import java.util.Objects;
import java.util.function.Consumer;

/** Keeps an index of the cluster up to date by informers. */
public final class ClusterInformers implements AutoCloseable {
  private final ManifestIndex index = new ManifestIndex();
  private final SyncedInformers informers = new SyncedInformers();
  private final KubernetesSerialization serialization;

  public ClusterInformers(KubernetesClient kubernetes) {
    serialization = kubernetes.getKubernetesSerialization();
    add(kubernetes.resources(AuthServer.class).inAnyNamespace(), index::put, index::remove);
    add(kubernetes.resources(AuthPolicy.class).inAnyNamespace(), index::put, index::remove);
    add(kubernetes.resources(AuthClient.class).inAnyNamespace(), index::put, index::remove);
    add(
        kubernetes.resources(Namespace.class),
        namespace -> index.putNamespace(namespace.getMetadata().getName(), Labels.of(namespace)),
        namespace -> index.removeNamespace(namespace.getMetadata().getName()));
  }

  private <R extends HasMetadata> void add(
      Informable<R> resources, Consumer<R> put, Consumer<R> remove) {
    var informer =
        informers.add(
            resources,
            (before, after) -> {
              if (after == null) {
                remove.accept(Objects.requireNonNull(before));
              } else {
                put.accept(after);
              }
            });
    // The index holds everything that admission needs, so the informer keeps names only.
    var unused =
        informer.itemStore(
            new ReducedStateItemStore<>(
                ReducedStateItemStore.NAME_KEY_STATE, informer.getApiTypeClass(), serialization));
  }

  /** Starts the informers and returns at once. */
  public void start() {
    informers.start();
  }

  /** Whether the index holds everything that existed at the start. */
  public boolean isSynced() {
    return informers.isSynced();
  }

  /** Waits until {@link #isSynced}. */
  public void awaitSync() throws InterruptedException {
    informers.awaitSync();
  }

  public ManifestIndex index() {
    return index;
  }

  @Override
  public void close() {
    informers.close();
  }
}
