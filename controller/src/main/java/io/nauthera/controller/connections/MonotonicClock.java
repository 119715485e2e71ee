package io.nauthera.controller.connections;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Measures how long ago something was. The clock of the machine cannot do this: it may be set to
 * another time, and a pause of some seconds would then last as long as the clock was set back.
 */
final class MonotonicClock extends Clock {
  private final LongSupplier nanoTime;
  private final long start;

  private MonotonicClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** {@code nanoTime} is {@link System#nanoTime} outside of tests. */
  static MonotonicClock start(LongSupplier nanoTime) {
    return new MonotonicClock(nanoTime);
  }

  /** The time since the start, as a time after 1970. */
  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - start);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
