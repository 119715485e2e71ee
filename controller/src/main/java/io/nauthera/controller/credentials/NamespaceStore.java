package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a store that the informer of one namespace fills: an informer removes what it has not
 * listed.
 */
record NamespaceStore<R>(ItemStore<R> all, String namespace) implements ItemStore<R> {
  private boolean contains(String key) {
    return key.startsWith(namespace + "/");
  }

  @Override
  public String getKey(R resource) {
    return all.getKey(resource);
  }

  @Override
  public @Nullable R put(String key, R resource) {
    return all.put(key, resource);
  }

  @Override
  public @Nullable R remove(String key) {
    return all.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return all.keySet().filter(this::contains);
  }

  @Override
  public Stream<R> values() {
    return all.values().filter(resource -> contains(all.getKey(resource)));
  }

  @Override
  public int size() {
    return (int) keySet().count();
  }

  @Override
  public @Nullable R get(String key) {
    return all.get(key);
  }
}
