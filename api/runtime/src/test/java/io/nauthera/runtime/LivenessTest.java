package io.nauthera.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
  private final Liveness liveness = new Liveness();

  @Test
  void process_whoseEveryPartWorks_isAlive() {
    assertThat(liveness.getAsBoolean()).isTrue();
    liveness.add(failure::get);
    assertThat(liveness.getAsBoolean()).isTrue();
  }

  @Test
  void part_failed_endsTheProcessAndIsLoggedOnce() {
    liveness.add(Optional::empty);
    liveness.add(failure::get);
    failure.set(Optional.of("Events are not sent any more"));
    try (var log = new RecordedLog()) {
      assertThat(liveness.getAsBoolean()).isFalse();
      assertThat(liveness.getAsBoolean()).isFalse();

      assertThat(log.lines())
          .containsExactly(
              "ERROR the process cannot work any more and has to be restarted: Events are not sent any more");
    }
  }
}
