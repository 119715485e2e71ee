package io.nauthera.controller.keycloak;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that is read from a server and kept for a while. One thread reads it at a time; the
 * others wait for it, can be interrupted, and hold no lock. A failure is not kept.
 */
final class Cached<T> {
  private final Source<T> source;
  private final Function<T, Duration> keptFor;
  private final AtomicReference<@Nullable CompletableFuture<Entry<T>>> current =
      new AtomicReference<>();

  Cached(Source<T> source, Function<T, Duration> keptFor) {
    this.source = source;
    this.keptFor = keptFor;
  }

  /** Reads the value. */
  interface Source<T> {
    T read() throws UnavailableException, InterruptedException;
  }

  private record Entry<T>(T value, long readAt, long nanosKept) {
    boolean isOver() {
      return age() > nanosKept;
    }

    long age() {
      return System.nanoTime() - readAt;
    }
  }

  T get() throws UnavailableException, InterruptedException {
    CompletableFuture<Entry<T>> known = current.get();
    if (known != null && !isOver(known)) {
      return await(known);
    }
    var next = new CompletableFuture<Entry<T>>();
    if (current.compareAndSet(known, next)) {
      var unused = Thread.startVirtualThread(() -> read(next));
      return await(next);
    }
    return get();
  }

  private static <T> boolean isOver(CompletableFuture<Entry<T>> entry) {
    return entry.isDone() && (entry.isCompletedExceptionally() || entry.join().isOver());
  }

  private void read(CompletableFuture<Entry<T>> next) {
    try {
      T value = source.read();
      next.complete(new Entry<>(value, System.nanoTime(), keptFor.apply(value).toNanos()));
    } catch (UnavailableException | InterruptedException | RuntimeException e) {
      next.completeExceptionally(e);
    } finally {
      // After an error nothing waits for ever.
      next.completeExceptionally(new IllegalStateException("the value was not read"));
    }
  }

  private T await(CompletableFuture<Entry<T>> entry)
      throws UnavailableException, InterruptedException {
    try {
      return entry.get().value();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnavailableException unavailable) {
        throw new UnavailableException(unavailable.unavailable());
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The value as it is now. */
  T again() throws UnavailableException, InterruptedException {
    CompletableFuture<Entry<T>> known = current.get();
    if (known != null && known.isDone()) {
      current.compareAndSet(known, null);
    }
    return get();
  }

  /** Reads the value again the next time, unless it was read after this one. */
  void forget(T stale) {
    CompletableFuture<Entry<T>> known = current.get();
    if (known != null
        && known.isDone()
        && !known.isCompletedExceptionally()
        && known.join().value().equals(stale)) {
      current.compareAndSet(known, null);
    }
  }
}
