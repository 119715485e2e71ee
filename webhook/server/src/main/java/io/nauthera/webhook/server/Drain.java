package io.nauthera.webhook.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a service without losing a request. The API server keeps its connections and does not notice
 * that the pod has left the Service. So each answer now closes its connection, until no request
 * comes any more.
 */
final class Drain {
  private static final Duration STEP = Duration.ofMillis(50);

  private final AtomicInteger running = new AtomicInteger();
  private volatile long lastRequest = System.nanoTime();
  private volatile boolean isClosing;

  void requestStarted() {
    running.incrementAndGet();
    lastRequest = System.nanoTime();
  }

  void requestEnded() {
    running.decrementAndGet();
  }

  /** Whether an answer must close its connection. */
  boolean isClosing() {
    return isClosing;
  }

  /** Closes connections with their next answer; returns when none was used for this time. */
  void awaitQuiet(Duration quiet, Duration longest) {
    isClosing = true;
    long start = System.nanoTime();
    while (System.nanoTime() - start < longest.toNanos()
        && (running.get() > 0
            || System.nanoTime() - Math.max(lastRequest, start) < quiet.toNanos())) {
      if (!pause()) {
        return;
      }
    }
  }

  /** Waits until each request has its answer. */
  void awaitAnswers(Duration longest) {
    long start = System.nanoTime();
    while (running.get() > 0 && System.nanoTime() - start < longest.toNanos()) {
      if (!pause()) {
        return;
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(STEP);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
