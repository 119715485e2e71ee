package io.nauthera.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nauthera.webhook.admission.Deadline;
import io.nauthera.webhook.admission.ReviewLimitException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The heap that requests share. */
class RequestMemoryTest {
  private static final int LARGEST = 12 << 20;

  private final RequestMemory memory = new RequestMemory();

  private RequestMemory.Reservation reservation() {
    return memory.reservation(Deadline.after(Duration.ofMillis(200)));
  }

  @Test
  void request_besideManyThatSentOneByte_getsItsMemory() throws ReviewLimitException {
    for (int i = 0; i < 3_000; i++) {
      reservation().take(1);
    }

    assertThatCode(() -> reservation().take(40_000)).doesNotThrowAnyException();
  }

  @Test
  void largeRequest_besideALargeOne_isRefused_untilThatIsAnswered() throws ReviewLimitException {
    try (var first = reservation()) {
      first.take(LARGEST);

      ReviewLimitException refused =
          catchThrowableOfType(
              ReviewLimitException.class,
              () -> {
                try (var second = reservation()) {
                  second.take(LARGEST);
                }
              });
      assertThat(refused).hasMessageContaining("too many requests at the same time");
      assertThatCode(() -> reservation().take(40_000)).doesNotThrowAnyException();
    }
    assertThatCode(() -> reservation().take(LARGEST)).doesNotThrowAnyException();
  }

  @Test
  void memory_isAmple_untilALargeRequestArrives() throws ReviewLimitException {
    assertThat(memory.isAmple()).isTrue();
    try (var large = reservation()) {
      large.take(LARGEST);

      assertThat(memory.isAmple()).isFalse();
    }
    assertThat(memory.isAmple()).isTrue();
  }
}
