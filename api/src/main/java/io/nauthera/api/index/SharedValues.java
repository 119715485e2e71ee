package io.nauthera.api.index;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * One instance of equal values that many clients have: names of namespaces, labels, lists of
 * scopes. Clients choose some of them, so the number of remembered values is limited. A value that
 * is forgotten only costs memory.
 */
final class SharedValues {
  private static final int REMEMBERED = 10_000;

  private final ConcurrentMap<Object, Object> values = new ConcurrentHashMap<>();

  @SuppressWarnings("unchecked") // equal values of one class
  <T> T shared(T value) {
    Object known = values.get(value);
    if (known != null && known.getClass() == value.getClass()) {
      return (T) known;
    }
    if (values.size() >= REMEMBERED) {
      values.clear();
    }
    values.put(value, value);
    return value;
  }

  <T> @Nullable T sharedOrNull(@Nullable T value) {
    return value == null ? null : shared(value);
  }

  Map<String, String> sharedMap(Map<String, String> map) {
    Map<String, String> shared = new HashMap<>();
    map.forEach((key, value) -> shared.put(shared(key), shared(value)));
    return shared(Map.copyOf(shared));
  }
}
