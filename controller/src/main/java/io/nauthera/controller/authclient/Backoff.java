package io.nauthera.controller.authclient;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: longer each time, with jitter. */
final class Backoff<K> {
  private final ConcurrentMap<K, Integer> attempts = new ConcurrentHashMap<>();

  Duration next(K key, LookAgain lookAgain) {
    int attempt = attempts.merge(key, 1, Integer::sum);
    Duration delay = lookAgain.delay(attempt);
    long jitter = ThreadLocalRandom.current().nextLong(delay.toMillis() / 5 + 1);
    return delay.plusMillis(jitter);
  }

  void succeeded(K key) {
    attempts.remove(key);
  }
}
