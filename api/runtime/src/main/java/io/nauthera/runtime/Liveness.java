package io.nauthera.runtime;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether every part of the process still works. A part has failed only if a restart helps: a
 * server that does not respond is not a failure of this process.
 */
public final class Liveness implements BooleanSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private final AtomicBoolean isReported = new AtomicBoolean();

  /** A part that the process cannot work without. */
  @FunctionalInterface
  public interface Part {
    /** Why the part does not work any more, as a clause; empty while it works. */
    Optional<String> failure();
  }

  public void add(Part part) {
    parts.add(part);
  }

  /** Logs the first failure. */
  @Override
  public boolean getAsBoolean() {
    Optional<String> failure = parts.stream().flatMap(part -> part.failure().stream()).findFirst();
    failure.ifPresent(why -> {
      if (isReported.compareAndSet(false, true)) {
        LOG.error("the process cannot work any more and has to be restarted: {}", why);
      }
    });
    return failure.isEmpty();
  }
}
