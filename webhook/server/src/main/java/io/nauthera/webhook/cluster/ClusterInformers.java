package io.nauthera.webhook.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an index of the cluster as informers hear of it. */
public final class ClusterInformers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterInformers.class);

  private final ManifestIndex index = new ManifestIndex();
  private final List<SharedIndexInformer<?>> informers;
  private final CountDownLatch unheard;
  private final KubernetesSerialization serialization;

  public ClusterInformers(KubernetesClient kubernetes) {
    serialization = kubernetes.getKubernetesSerialization();
    informers =
        List.of(
            informer(
                kubernetes.resources(AuthServer.class).inAnyNamespace(), index::put, index::remove),
            informer(
                kubernetes.resources(AuthPolicy.class).inAnyNamespace(), index::put, index::remove),
            informer(
                kubernetes.resources(AuthClient.class).inAnyNamespace(), index::put, index::remove),
            informer(
                kubernetes.resources(Namespace.class),
                namespace ->
                    index.putNamespace(namespace.getMetadata().getName(), labels(namespace)),
                namespace -> index.removeNamespace(namespace.getMetadata().getName())));
    unheard = new CountDownLatch(informers.size());
  }

  private <R extends HasMetadata> SharedIndexInformer<R> informer(
      Informable<R> resources, Consumer<R> put, Consumer<R> remove) {
    SharedIndexInformer<R> informer = resources.runnableInformer(0);
    // The index holds all that is asked for: of the rest the name is enough.
    informer.itemStore(
        new ReducedStateItemStore<>(
            ReducedStateItemStore.NAME_KEY_STATE, informer.getApiTypeClass(), serialization));
    return informer.addEventHandler(
        new ResourceEventHandler<>() {
          private boolean listed;

          // Comes after every onAdd of the first list; hasSynced() is true before them.
          @Override
          public void onList(String resourceVersion, boolean remainedEmpty) {
            if (!listed) {
              listed = true;
              unheard.countDown();
            }
          }

          @Override
          public void onAdd(R resource) {
            put.accept(resource);
          }

          @Override
          public void onUpdate(R old, R resource) {
            put.accept(resource);
          }

          @Override
          public void onDelete(R resource, boolean finalStateUnknown) {
            remove.accept(resource);
          }
        });
  }

  private static Map<String, String> labels(Namespace namespace) {
    Map<String, String> labels = namespace.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  /** Begins to listen, and goes on through whatever happens to the API server. */
  public void start() {
    informers.forEach(informer -> {
      String kind = informer.getApiTypeClass().getSimpleName();
      informer
          .exceptionHandler((isStarted, failure) -> {
            LOG.warn("cannot list or watch {}, trying again: {}", kind, said(failure));
            return true;
          })
          .start();
    });
  }

  private static String said(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? String.valueOf(failure) : failure + ", by " + cause;
  }

  /** Whether all that there was is in the index. */
  public boolean isSynced() {
    return unheard.getCount() == 0;
  }

  /** Returns when all that there was is in the index. */
  public void awaitSync() throws InterruptedException {
    unheard.await();
  }

  public ManifestIndex index() {
    return index;
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
