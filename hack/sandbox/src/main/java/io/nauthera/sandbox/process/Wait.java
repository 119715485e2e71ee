package io.nauthera.sandbox.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, up to a time limit. */
public final class Wait {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Wait() {}

  /**
   * Returns as soon as the condition holds. After the limit it throws, and the message ends with
   * {@code expectation}, e.g. "Keycloak answers".
   */
  public static void until(String expectation, Duration limit, BooleanSupplier condition) {
    var end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new SandboxException(
            "timed out after %d s; waited until: %s".formatted(limit.toSeconds(), expectation));
      }
      pause(PAUSE);
    }
  }

  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Restores the interrupt flag and returns the exception to throw. */
  public static SandboxException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new SandboxException("interrupted", cause);
  }
}
