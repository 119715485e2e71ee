package io.nauthera.webhook.cluster;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Function;

/** Puts what an informer hears into an index. */
record IndexFeeder<R, G, K, V>(
    GroupedIndex<G, K, V> index, Function<R, K> key, Function<R, G> group, Function<R, V> value)
    implements ResourceEventHandler<R> {

  static <R, G, K, V> IndexFeeder<R, G, K, V> of(
      GroupedIndex<G, K, V> index, Function<R, K> key, Function<R, G> group, Function<R, V> value) {
    return new IndexFeeder<>(index, key, group, value);
  }

  @Override
  public void onAdd(R resource) {
    K name = key.apply(resource);
    try {
      index.put(name, group.apply(resource), value.apply(resource));
    } catch (RuntimeException e) {
      index.putFault(name, group.apply(resource), e);
    }
  }

  @Override
  public void onUpdate(R old, R resource) {
    onAdd(resource);
  }

  @Override
  public void onDelete(R resource, boolean stateUnknown) {
    index.remove(key.apply(resource));
  }
}
