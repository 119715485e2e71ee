package io.nauthera.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whether an executor still runs tasks: gives it one each time it is asked, and waits for none. */
public final class Heartbeat implements Liveness.Part {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String name;
  private final Executor executor;
  private final LongSupplier nanoTime;

  /** When the task was given that has not run yet; null if none waits. */
  private @Nullable Long waitingSince;

  Heartbeat(String name, Executor executor, LongSupplier nanoTime) {
    this.name = name;
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  /** {@code name} says in the log what the executor does. */
  public static Heartbeat of(String name, Executor executor) {
    return new Heartbeat(name, executor, System::nanoTime);
  }

  @Override
  public Optional<String> failure() {
    try {
      Long since = since();
      if (since != null) {
        return nanoTime.getAsLong() - since > LIMIT.toNanos()
            ? Optional.of("%s have not run for %d s".formatted(name, LIMIT.toSeconds()))
            : Optional.empty();
      }
      executor.execute(this::beat);
      return Optional.empty();
    } catch (RejectedExecutionException e) {
      beat();
      return Optional.of(name + " have stopped");
    }
  }

  /** Null if no task waits; from now on one does. */
  private synchronized @Nullable Long since() {
    Long since = waitingSince;
    if (since == null) {
      waitingSince = nanoTime.getAsLong();
    }
    return since;
  }

  private synchronized void beat() {
    waitingSince = null;
  }
}
