package io.nauthera.controller.authclient;

import java.time.Duration;

/** When to look at a client again, if nothing that it depends on changes before. */
enum LookAgain {
  /** Soon, and then less and less often: the cause may pass by itself. */
  SOON(Duration.ofSeconds(1), Duration.ofSeconds(30)),
  /** The change of another resource wakes the client; this is for one that was missed. */
  SLOWLY(Duration.ofSeconds(60), Duration.ofMinutes(10));

  private final Duration first;
  private final Duration longest;

  LookAgain(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** Doubled at each attempt, without jitter. */
  Duration delay(int attempt) {
    Duration delay = first.multipliedBy(1L << Math.min(attempt - 1, 10));
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
