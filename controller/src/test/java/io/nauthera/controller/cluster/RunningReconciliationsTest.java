package io.nauthera.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nauthera.api.governance.ServerName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningReconciliationsTest {
  private static final ServerName MAIN = new ServerName("security", "main");
  private static final ServerName OTHER = new ServerName("security", "other");

  private final RunningReconciliations running = new RunningReconciliations();

  /** How many of these run inside each other. */
  private int nested(int count) {
    return count == 0 ? 0 : running.tryRun(MAIN, () -> 1 + nested(count - 1)).orElse(0);
  }

  @Test
  void reconciliations_tooMany_doNotRun() {
    assertThat(nested(150)).isEqualTo(100);
    assertThat(nested(100)).as("all have ended").isEqualTo(100);
  }

  @Test
  void server_withManyClients_doesNotKeepOthersFromRunning() {
    assertThat(running.tryRun(MAIN, () -> running.tryRun(OTHER, () -> "ran")))
        .isEqualTo(Optional.of(Optional.of("ran")));
  }

  @Test
  void reconciliation_failed_isOver() {
    for (int i = 0; i < 150; i++) {
      assertThatThrownBy(() ->
              running.tryRun(
                  MAIN,
                  () -> {
                    throw new IllegalStateException("a bug");
                  }))
          .hasMessage("a bug");
    }
    assertThat(running.free(MAIN)).isEqualTo(100);
  }
}
