package io.nauthera.controller.cluster;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds how many requests run at the API server at a time. They share one HTTP/2 connection, and
 * the JDK's client fails a request that is one too many for it ({@code
 * SETTINGS_MAX_CONCURRENT_STREAMS}, RFC 9113 §5.1.2) instead of letting it wait.
 */
public final class RequestLimit {
  /** The API server allows 100 or more, and the watches need a few. */
  private static final int MAX = 32;

  private final Semaphore permits;

  public RequestLimit() {
    this(MAX);
  }

  RequestLimit(int max) {
    permits = new Semaphore(max, true);
  }

  /** Waits until the request may run; what it throws is passed on. */
  public <T> T call(Supplier<T> request) {
    permits.acquireUninterruptibly();
    try {
      return request.get();
    } finally {
      permits.release();
    }
  }
}
