package io.nauthera.webhook.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.Labels;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.runtime.FaultLog;
import io.nauthera.runtime.SyncedInformers;
import io.nauthera.runtime.SyncedInformers.ChangeListener;
import io.nauthera.runtime.WatchedNamespaces;
import io.nauthera.runtime.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps an index of the cluster up to date by informers. */
public final class ClusterInformers implements AutoCloseable {
  private final ManifestIndex index = new ManifestIndex();
  private final FaultLog faults = new FaultLog();
  private final SyncedInformers informers;
  private final KubernetesSerialization serialization;

  /**
   * Starts nothing yet.
   *
   * @param kubernetes reads with {@link io.nauthera.runtime.TolerantSerialization}
   * @param maxOutage how long a watch may be down before {@link #outage} says so
   */
  public ClusterInformers(
      KubernetesClient kubernetes, WatchedNamespaces namespaces, Duration maxOutage) {
    serialization = kubernetes.getKubernetesSerialization();
    informers = new SyncedInformers(maxOutage);
    add(namespaces.of(kubernetes.resources(AuthServer.class)), index::put, index::remove);
    add(namespaces.of(kubernetes.resources(AuthPolicy.class)), index::put, index::remove);
    add(namespaces.of(kubernetes.resources(AuthClient.class)), index::put, index::remove);
    keepNames(
        informers.addNamespaces(
            namespaces.namespaces(kubernetes),
            listener(
                namespace -> {
                  index.putNamespace(namespace.getMetadata().getName(), Labels.of(namespace));
                  return Optional.empty();
                },
                namespace -> index.removeNamespace(namespace.getMetadata().getName()))));
  }

  private <R extends HasMetadata> void add(
      Map<String, Informable<R>> resources, Function<R, Optional<String>> put, Consumer<R> remove) {
    keepNames(informers.addAll(resources, listener(put, remove)));
  }

  private <R extends HasMetadata> ChangeListener<R> listener(
      Function<R, Optional<String>> put, Consumer<R> remove) {
    return (before, after) -> {
      if (after == null) {
        R removed = Objects.requireNonNull(before);
        remove.accept(removed);
        faults.removed(removed);
      } else {
        faults.changed(after, put.apply(after).orElse(null));
      }
    };
  }

  /** The index holds everything that admission needs. */
  private <R extends HasMetadata> void keepNames(List<SharedIndexInformer<R>> added) {
    for (SharedIndexInformer<R> informer : added) {
      var unused =
          informer.itemStore(
              new ReducedStateItemStore<>(
                  ReducedStateItemStore.NAME_KEY_STATE, informer.getApiTypeClass(), serialization));
    }
  }

  /** Shows the state of the informers. */
  public void show(Metrics metrics) {
    informers.show(metrics);
  }

  /** Starts the informers and returns at once. */
  public void start() {
    informers.start();
  }

  /** Whether the index holds everything that existed at the start. */
  public boolean isSynced() {
    return informers.isSynced();
  }

  /** Which kind has not been watched for too long: the index can then be out of date. */
  public Optional<String> outage() {
    return informers.outage();
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
