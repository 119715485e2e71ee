package io.nauthera.controller.cluster;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: twice as long each time up to a limit, a little apart
 * from others, for ever.
 */
public final class Backoff<K> {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 30_000;

  private final ConcurrentMap<K, Integer> attempts = new ConcurrentHashMap<>();

  public Duration next(K key) {
    int attempt = attempts.merge(key, 1, Integer::sum);
    long delay = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, 10));
    return Duration.ofMillis(delay + ThreadLocalRandom.current().nextLong(delay / 5 + 1));
  }

  public void succeeded(K key) {
    attempts.remove(key);
  }
}
