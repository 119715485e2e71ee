package io.nauthera.sandbox;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Patience with an end. */
final class Wait {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Wait() {}

  /** Returns as soon as the condition holds; after the limit says what was waited for in vain. */
  static void until(String what, Duration limit, BooleanSupplier condition) {
    var end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new SandboxException("waited %d s in vain: %s".formatted(limit.toSeconds(), what));
      }
      pause(PAUSE);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static SandboxException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new SandboxException("interrupted", cause);
  }
}
