package io.nauthera.controller.authclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff<String> backoff = new Backoff<>();

  private void assertNext(String key, int seconds) {
    Duration least = Duration.ofSeconds(seconds);
    assertThat(backoff.next(key, LookAgain.SOON)).isBetween(least, least.plus(least.dividedBy(5)));
  }

  @Test
  void attempt_repeated_waitsTwiceAsLongUpToHalfAMinute() {
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      assertNext("a", seconds);
    }
    assertNext("b", 1);
  }

  @Test
  void attempt_slow_waitsUpToTenMinutes() {
    Duration last = Duration.ZERO;
    for (int i = 0; i < 10; i++) {
      last = backoff.next("a", LookAgain.SLOWLY);
    }
    assertThat(last).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
  }

  @Test
  void success_between_startsAgain() {
    assertNext("a", 1);
    assertNext("a", 2);
    backoff.succeeded("a");
    assertNext("a", 1);
  }
}
