package io.nauthera.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Makes the same call many times, with several callers at the same time. */
final class LoadGenerator {
  private LoadGenerator() {}

  /** One call; receives its number. */
  @FunctionalInterface
  interface Call {
    void run(int number) throws Exception;
  }

  static Latencies measure(int callers, int calls, Call call) throws InterruptedException {
    long[] nanos = new long[calls];
    var next = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, callers)
              .mapToObj(caller ->
                  threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
                      long start = System.nanoTime();
                      call.run(i);
                      nanos[i] = System.nanoTime() - start;
                    }
                    return null;
                  }))
              .toList();
      for (Future<?> caller : running) {
        caller.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e.getCause());
    }
    return Latencies.of(nanos);
  }
}
