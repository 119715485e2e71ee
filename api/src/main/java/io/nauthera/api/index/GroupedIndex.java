package io.nauthera.api.index;

import io.nauthera.api.governance.UnreadableResourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Values by key and by group. Written by one thread, read by many. A resource that cannot be read
 * is kept as a fault: asking for it fails, because it must not count as absent. It does not affect
 * the others of its group.
 */
final class GroupedIndex<G, K, V> {
  private final ConcurrentMap<K, Entry<G, V>> byKey = new ConcurrentHashMap<>();
  private final ConcurrentMap<G, Group<G, K, V>> byGroup = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  /** The members of a group, and the number of its last change. */
  private static final class Group<G, K, V> {
    final ConcurrentMap<K, Entry<G, V>> members = new ConcurrentHashMap<>(1);
    volatile long changed;
  }

  void put(K key, G group, V value) {
    store(key, new Sound<>(group, value));
  }

  void putFault(K key, G group, String fault) {
    store(key, new Faulty<>(group, fault));
  }

  private void store(K key, Entry<G, V> entry) {
    Entry<G, V> old = byKey.put(key, entry);
    if (entry.equals(old)) {
      return;
    }
    if (old != null && !old.group().equals(entry.group())) {
      leave(old.group(), key);
    }
    byGroup.compute(
        entry.group(),
        (name, known) -> {
          Group<G, K, V> group = known == null ? new Group<>() : known;
          group.members.put(key, entry);
          group.changed = changes.incrementAndGet();
          return group;
        });
  }

  void remove(K key) {
    Entry<G, V> old = byKey.remove(key);
    if (old != null) {
      leave(old.group(), key);
    }
  }

  /**
   * A number that differs after each change of the group: values that are read after it are at
   * least as new.
   */
  long changes(G group) {
    Group<G, K, V> known = byGroup.get(group);
    return known == null ? 0 : known.changed;
  }

  /** Removes a group with its last member. */
  private void leave(G from, K key) {
    byGroup.computeIfPresent(
        from,
        (name, group) -> {
          group.members.remove(key);
          group.changed = changes.incrementAndGet();
          return group.members.isEmpty() ? null : group;
        });
  }

  Optional<V> get(K key) {
    return Optional.ofNullable(byKey.get(key)).map(Entry::value);
  }

  List<V> group(G group) {
    List<V> values = new ArrayList<>();
    Group<G, K, V> known = byGroup.get(group);
    if (known != null) {
      known.members.values().forEach(entry -> entry.sound().ifPresent(values::add));
    }
    return values;
  }

  /** All values that can be read, in no order. */
  List<V> all() {
    return byKey.values().stream().flatMap(entry -> entry.sound().stream()).toList();
  }

  private sealed interface Entry<G, V> {
    G group();

    /** Empty where there is only a fault. */
    Optional<V> sound();

    /** Fails where there is only a fault. */
    V value();
  }

  private record Sound<G, V>(G group, V value) implements Entry<G, V> {
    @Override
    public Optional<V> sound() {
      return Optional.of(value);
    }
  }

  private record Faulty<G, V>(G group, String fault) implements Entry<G, V> {
    @Override
    public Optional<V> sound() {
      return Optional.empty();
    }

    @Override
    public V value() {
      throw new UnreadableResourceException(fault);
    }
  }
}
