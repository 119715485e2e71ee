package io.nauthera.runtime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a process, or ends it with one clear log line. */
public final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private Startup() {}

  /** What starts the process; returns when the process serves. */
  @FunctionalInterface
  public interface Start {
    void run(Environment environment) throws Exception;
  }

  /** Runs the start; ends the process with exit code 1 if it fails. */
  public static void run(Environment environment, Start start) {
    try {
      start.run(environment);
    } catch (Throwable e) {
      // Errors too: Kubernetes restarts a process that has ended, but not one that hangs.
      LOG.error("cannot start: {}", Failure.describe(e));
      System.exit(1);
    }
  }
}
