package io.nauthera.controller.authclient;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: from 1 to 30 seconds, doubled each time, with jitter.
 */
final class Backoff<K> {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 30_000;

  private final ConcurrentMap<K, Integer> attempts = new ConcurrentHashMap<>();

  Duration next(K key) {
    int attempt = attempts.merge(key, 1, Integer::sum);
    long delay = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, 10));
    return Duration.ofMillis(delay + ThreadLocalRandom.current().nextLong(delay / 5 + 1));
  }

  void succeeded(K key) {
    attempts.remove(key);
  }
}
