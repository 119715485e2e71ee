package io.nauthera.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final AtomicLong time = new AtomicLong();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Heartbeat heartbeat = new Heartbeat("reconciliations", tasks::add, time::get);

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  @Test
  void executor_thatRunsTasks_works() {
    for (int i = 0; i < 5; i++) {
      assertThat(heartbeat.failure()).isEmpty();
      assertThat(tasks).hasSize(1);
      tasks.remove().run();
      pass(Duration.ofMinutes(1));
    }
  }

  @Test
  void executor_thatRunsNoTask_hasFailedAfterAWhile() {
    assertThat(heartbeat.failure()).isEmpty();
    pass(Duration.ofSeconds(29));
    assertThat(heartbeat.failure()).isEmpty();
    pass(Duration.ofSeconds(2));

    assertThat(heartbeat.failure()).contains("reconciliations have not run for 30 s");
    assertThat(tasks).as("it gets no more than one task").hasSize(1);
    tasks.remove().run();
    assertThat(heartbeat.failure()).as("it was only slow").isEmpty();
  }

  @Test
  void executor_thatTakesNoTask_hasFailed() {
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    var stopped = Heartbeat.of("reconciliations", executor);
    assertThat(stopped.failure()).isEmpty();

    executor.close();

    assertThat(stopped.failure()).contains("reconciliations have stopped");
    assertThat(stopped.failure()).contains("reconciliations have stopped");
  }
}
