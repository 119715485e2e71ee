package io.nauthera.webhook.server;

import io.nauthera.webhook.admission.Deadline;
import io.nauthera.webhook.admission.ReviewLimitException;
import io.nauthera.webhook.admission.ReviewReader;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The heap that all requests in progress may use together. It is granted in parts as a request
 * arrives, so that a caller who announces much and sends little takes little.
 */
final class RequestMemory {
  /** What a request that has sent one byte takes. */
  private static final int PART = 4 << 10;

  /** 16 MiB: one request of the largest size fits, beside more than 100 small ones. */
  private static final int PARTS = 4096;

  /** 64 KiB, which most requests do not exceed: only these parts are waited for. */
  private static final int PARTS_OF_SMALL_REQUEST = 16;

  /** Not fair: each waits for one part only, and takes it when it is free. */
  private final Semaphore parts = new Semaphore(PARTS);

  /** What one request takes until it is answered; for one thread. */
  final class Reservation implements ReviewReader.Memory, AutoCloseable {
    private final Deadline deadline;
    private long used;
    private int granted;

    private Reservation(Deadline deadline) {
      this.deadline = deadline;
    }

    /** Waits for small requests only: a large request must not hold much and wait for more. */
    @Override
    public void take(int bytes) throws ReviewLimitException {
      used += bytes;
      while (used > (long) granted * PART) {
        if (granted < PARTS_OF_SMALL_REQUEST ? !awaitPart() : !parts.tryAcquire()) {
          throw new ReviewLimitException(
              429,
              "TooManyRequests",
              "Nauthera receives too many requests at the same time: try again");
        }
        granted++;
      }
    }

    private boolean awaitPart() {
      try {
        return parts.tryAcquire(deadline.remaining() / 2, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      parts.release(granted);
    }
  }

  /** Whether no small request has to wait, even if many arrive now. */
  boolean isAmple() {
    return parts.availablePermits() > PARTS / 4;
  }

  /** Takes nothing yet; a part is waited for until half of the time to the deadline. */
  Reservation reservation(Deadline deadline) {
    return new Reservation(deadline);
  }
}
