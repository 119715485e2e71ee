package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Secrets of an API server, with the informer that fills the cache when a test says so. */
final class InMemorySecrets implements Secrets {
  private final Map<String, Secret> stored = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private final SecretCache cache;
  private @Nullable KubernetesClientException failure;
  private int version;

  InMemorySecrets(SecretCache cache) {
    this.cache = cache;
  }

  /** Every call fails from now on. */
  void failWith(KubernetesClientException e) {
    failure = e;
  }

  /** Calls succeed again. */
  void recover() {
    failure = null;
  }

  /** The calls since the last time. */
  List<String> calls() {
    List<String> made = List.copyOf(calls);
    calls.clear();
    return made;
  }

  Secret get(String name) {
    return Objects.requireNonNull(stored.get("team/" + name), name);
  }

  List<String> names() {
    return stored.values().stream().map(secret -> secret.getMetadata().getName()).toList();
  }

  /** What others do to a Secret. */
  void edit(String name, UnaryOperator<Secret> change) {
    put(change.apply(get(name)));
  }

  void put(Secret secret) {
    version++;
    Secret versioned =
        secret
            .edit()
            .editMetadata()
            .withResourceVersion(String.valueOf(version))
            .endMetadata()
            .build();
    stored.put(key(secret), versioned);
  }

  void drop(String name) {
    stored.remove("team/" + name);
  }

  /** The informer sees the Secrets with the label. */
  void sync() {
    cache.keySet().filter(key -> !isSelected(key)).forEach(cache::remove);
    stored.keySet().stream()
        .filter(this::isSelected)
        .forEach(key -> cache.put(key, stored.get(key)));
  }

  private boolean isSelected(String key) {
    Secret secret = stored.get(key);
    return secret != null
        && secret.getMetadata().getLabels().containsKey("auth.nauthera.io/client");
  }

  private static String key(Secret secret) {
    return secret.getMetadata().getNamespace() + "/" + secret.getMetadata().getName();
  }

  private void called(String verb, String name) {
    calls.add(verb + " " + name);
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public Optional<Secret> read(String namespace, String name) {
    called("get", name);
    return Optional.ofNullable(stored.get(namespace + "/" + name));
  }

  @Override
  public void create(Secret secret) {
    called("create", secret.getMetadata().getName());
    require(!stored.containsKey(key(secret)) && secret.getMetadata().getResourceVersion() == null);
    put(secret);
  }

  @Override
  public void replace(Secret secret) {
    called("update", secret.getMetadata().getName());
    requireCurrent(secret);
    put(secret);
  }

  @Override
  public void delete(Secret secret) {
    called("delete", secret.getMetadata().getName());
    requireCurrent(secret);
    stored.remove(key(secret));
  }

  private void requireCurrent(Secret secret) {
    Secret now = stored.get(key(secret));
    require(
        now != null
            && now.getMetadata()
                .getResourceVersion()
                .equals(secret.getMetadata().getResourceVersion()));
  }

  private static void require(boolean isCurrent) {
    if (!isCurrent) {
      throw new KubernetesClientException("conflict", 409, null);
    }
  }
}
