package io.nauthera.sandbox.pods;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides when a process that ended may start again. The pause doubles with each quick end, like
 * CrashLoopBackOff.
 */
final class RestartBackoff {
  static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** A process that ran longer than this starts again after the shortest pause. */
  static final Duration STABLE = Duration.ofSeconds(30);

  private final LongSupplier nanoClock;
  private Duration pause = SHORTEST_PAUSE;
  private long lastStart;
  private long nextStart;

  RestartBackoff(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.lastStart = nanoClock.getAsLong();
    this.nextStart = lastStart;
  }

  boolean mayStart() {
    return nanoClock.getAsLong() - nextStart >= 0;
  }

  void started() {
    lastStart = nanoClock.getAsLong();
  }

  /** The next end is not the fault of the process. */
  void reset() {
    pause = SHORTEST_PAUSE;
  }

  void ended() {
    var now = nanoClock.getAsLong();
    if (now - lastStart > STABLE.toNanos()) {
      pause = SHORTEST_PAUSE;
    }
    nextStart = now + pause.toNanos();
    var doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }
}
