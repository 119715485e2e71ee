package io.nauthera.sandbox.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RestartBackoffTest {
  private long now;
  private final RestartBackoff backoff = new RestartBackoff(() -> now);

  @Test
  void process_neverStarted_mayStart() {
    assertThat(backoff.mayStart()).isTrue();
  }

  @Test
  void pause_afterEachQuickEnd_doublesUpToTheLongest() {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pauses.add(pauseAfterRunning(Duration.ofMillis(1)));
    }
    assertThat(pauses).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 10_000L);
  }

  @Test
  void pause_afterAStableRun_isTheShortestAgain() {
    pauseAfterRunning(Duration.ofMillis(1));
    pauseAfterRunning(Duration.ofMillis(1));
    assertThat(pauseAfterRunning(RestartBackoff.STABLE.plusMillis(1)))
        .isEqualTo(RestartBackoff.SHORTEST_PAUSE.toMillis());
  }

  /** Starts, runs, ends, and returns the milliseconds until the next start is possible. */
  private long pauseAfterRunning(Duration time) {
    backoff.started();
    now += time.toNanos();
    backoff.ended();
    long end = now;
    while (!backoff.mayStart()) {
      now += Duration.ofMillis(1).toNanos();
    }
    return Duration.ofNanos(now - end).toMillis();
  }
}
