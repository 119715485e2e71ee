package io.nauthera.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
  private static final int LIMIT = 2;

  private final RequestLimit limit = new RequestLimit(LIMIT);

  @Test
  void requests_beyondTheLimit_wait() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var started = new CountDownLatch(LIMIT);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        threads.execute(() -> {
          int left =
              limit.call(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                started.countDown();
                await(started);
                return running.decrementAndGet();
              });
          assertThat(left).isLessThan(LIMIT);
        });
      }
    }
    assertThat(most).hasValue(LIMIT);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void requests_thatFail_letOthersRun() {
    for (int i = 0; i <= LIMIT; i++) {
      assertThatThrownBy(() ->
              limit.call(() -> {
                throw new IllegalStateException("refused");
              }))
          .hasMessage("refused");
    }
  }
}
