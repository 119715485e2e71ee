package io.nauthera.controller.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MonotonicClockTest {
  /** {@link System#nanoTime} has any origin, also one that overflows meanwhile. */
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);

  @Test
  void time_betweenTwoInstants_isTheTimeThatPassed() {
    var clock = MonotonicClock.start(nanoTime::get);
    Instant before = clock.instant();

    nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(5));
  }
}
