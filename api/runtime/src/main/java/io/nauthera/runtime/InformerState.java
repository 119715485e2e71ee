package io.nauthera.runtime;

import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an informer lists and watches, and since when it does not; logs one line when it cannot,
 * and one when it can again.
 */
final class InformerState {
  private static final Logger LOG = LoggerFactory.getLogger(SyncedInformers.class);
  private static final Duration MAX_HANDLING = Duration.ofMinutes(1);

  private final SharedIndexInformer<?> informer;
  private final String kind;
  private final LongSupplier nanoTime;
  private final String namespace;
  private final CountDownLatch firstList = new CountDownLatch(1);
  private volatile boolean isStarted;
  private volatile @Nullable Long handlingSince;
  private boolean wasWatching = true;
  private long lastWatched;
  private @Nullable String reported;

  /** {@code namespace} is empty if the informer does not watch only one. */
  InformerState(SharedIndexInformer<?> informer, LongSupplier nanoTime, String namespace) {
    this.informer = informer;
    this.nanoTime = nanoTime;
    this.namespace = namespace;
    lastWatched = nanoTime.getAsLong();
    kind = informer.getApiTypeClass().getSimpleName();
  }

  SharedIndexInformer<?> informer() {
    return informer;
  }

  void start() {
    informer.start();
    isStarted = true;
  }

  /** Runs the handler of one event. */
  void handle(Runnable handler) {
    handlingSince = nanoTime.getAsLong();
    try {
      handler.run();
    } finally {
      handlingSince = null;
    }
  }

  /**
   * Why no event can come any more, as a clause: the informer does not even reconnect, or a handler
   * does not return.
   */
  Optional<String> failure() {
    Long since = handlingSince;
    if (since != null && nanoTime.getAsLong() - since > MAX_HANDLING.toNanos()) {
      return Optional.of("an event of %s is not handled to its end".formatted(kind));
    }
    return isStarted && !informer.isRunning()
        ? Optional.of("the informer of %s has stopped".formatted(kind))
        : Optional.empty();
  }

  void listed() {
    firstList.countDown();
  }

  boolean hasListed() {
    return firstList.getCount() == 0;
  }

  /** Waits for the first list, but not longer than this. */
  void awaitList(Duration limit) throws InterruptedException {
    var unused = firstList.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  String namespace() {
    return namespace;
  }

  /**
   * Reports a failure: once, until the informer watches or fails for another reason. One that was
   * stopped does not fail.
   */
  synchronized void failed(String reason) {
    boolean isStopped = isStarted && !informer.isRunning();
    if (!isStopped && !reason.equals(reported)) {
      reported = reason;
      LOG.warn("cannot list or watch {}, will retry: {}", kind, reason);
    }
  }

  /**
   * Finds failures that the informer does not report. It calls its exception handler neither while
   * it reconnects a watch nor while the HTTP client repeats a list, which can take minutes. A
   * single miss is normal, because the API server ends every watch after some minutes.
   */
  synchronized void check() {
    boolean isWatching = informer.isWatching();
    if (isWatching && reported != null) {
      reported = null;
      LOG.info("watching {}", kind);
    } else if (!isWatching && !wasWatching && reported == null) {
      failed(hasListed() ? "the watch was interrupted" : "the API server has not answered yet");
    }
    wasWatching = isWatching;
    if (isWatching) {
      lastWatched = nanoTime.getAsLong();
    }
  }

  /**
   * How long the informer has not watched; zero while it watches. A watch that the API server ends
   * and that is opened again does not count, and neither does one without events.
   */
  synchronized Duration outage() {
    return informer.isWatching()
        ? Duration.ZERO
        : Duration.ofNanos(nanoTime.getAsLong() - lastWatched);
  }

  String kind() {
    return kind;
  }
}
