package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one kind, as the informer last saw them or as this process last wrote them:
 * otherwise the next reconciliation could start from an older status.
 */
final class LatestResources<R extends HasMetadata> {
  private final List<SharedIndexInformer<R>> informers;
  private final ConcurrentMap<String, R> written = new ConcurrentHashMap<>();

  LatestResources(List<SharedIndexInformer<R>> informers) {
    this.informers = List.copyOf(informers);
  }

  private @Nullable R seen(String key) {
    for (SharedIndexInformer<R> informer : informers) {
      R seen = informer.getStore().getByKey(key);
      if (seen != null) {
        return seen;
      }
    }
    return null;
  }

  /** All of a namespace, as the informers last saw them. */
  Stream<R> in(String namespace) {
    return informers.stream()
        .flatMap(
            informer -> informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace).stream());
  }

  /** {@code key} is namespace/name. */
  Optional<R> get(String key) {
    R seen = seen(key);
    if (seen == null) {
      return Optional.empty();
    }
    R own = written.get(key);
    return Optional.of(own != null && isNewer(own, seen) ? own : seen);
  }

  /** This process wrote the resource; false if the informer has already seen a newer one. */
  boolean wrote(R resource) {
    String key = Cache.metaNamespaceKeyFunc(resource);
    R seen = seen(key);
    if (seen == null || !isNewer(resource, seen)) {
      return false;
    }
    written.merge(key, resource, (a, b) -> isNewer(b, a) ? b : a);
    return true;
  }

  /** The informer saw the resource. */
  void saw(R resource) {
    var unused =
        written.computeIfPresent(
            Cache.metaNamespaceKeyFunc(resource),
            (key, own) -> isNewer(own, resource) ? own : null);
  }

  /** The informer saw that the resource was deleted. */
  void sawDeletion(R resource) {
    var unused = written.remove(Cache.metaNamespaceKeyFunc(resource));
  }

  /** Resource versions of one uid are numbers that grow (Kubernetes API concepts). */
  private static boolean isNewer(HasMetadata a, HasMetadata b) {
    return a.getMetadata().getUid().equals(b.getMetadata().getUid()) && version(a) > version(b);
  }

  private static long version(HasMetadata resource) {
    return Long.parseLong(resource.getMetadata().getResourceVersion());
  }
}
