package io.nauthera.controller.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the informer of one namespace sees of a store that several informers fill. */
class NamespaceStoreTest {
  private final SecretCache cache = new SecretCache();
  private final ItemStore<Secret> first = cache.in("team");
  private final ItemStore<Secret> second = cache.in("team-b");

  private static void put(ItemStore<Secret> store, String namespace, String name) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withLabels(Map.of("auth.nauthera.io/client", "uid"))
            .endMetadata()
            .build();
    store.put(store.getKey(secret), secret);
  }

  /** An informer removes the keys that it has not listed. */
  @Test
  void store_ofANamespace_showsNoOtherNamespace() {
    put(first, "team", "a");
    put(second, "team-b", "b");

    assertThat(first.keySet()).containsExactly("team/a");
    assertThat(first.values())
        .singleElement()
        .satisfies(secret -> assertThat(secret.getMetadata().getName()).isEqualTo("a"));
    assertThat(second.keySet()).containsExactly("team-b/b");
    assertThat(first.size()).isEqualTo(1);
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void store_ofANamespace_isPartOfTheCache() {
    put(first, "team", "a");

    assertThat(cache.get("team/a")).isNotNull();
    first.remove("team/a");
    assertThat(cache.get("team/a")).isNull();
  }
}
