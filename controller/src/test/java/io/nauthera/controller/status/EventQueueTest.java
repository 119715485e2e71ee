package io.nauthera.controller.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final List<String> sent = new CopyOnWriteArrayList<>();

  private static Event event(String reason) {
    return new EventBuilder().withReason(reason).withNewRegarding().endRegarding().build();
  }

  private void send(Event event) {
    if (event.getReason().equals("Broken")) {
      throw new IllegalStateException("it cannot be written as JSON");
    }
    sent.add(event.getReason());
  }

  @Test
  void event_thatCannotBeSent_doesNotStopTheOthers() {
    try (var queue = EventQueue.start(this::send)) {
      queue.accept(event("Broken"));
      queue.accept(event("Registered"));

      await().untilAsserted(() -> assertThat(sent).containsExactly("Registered"));
      assertThat(queue.failure()).isEmpty();
    }
  }

  @Test
  void queue_thatSendsNoMore_hasFailed() {
    var queue =
        EventQueue.start(event -> {
          throw new AssertionError("an error of the JVM");
        });
    queue.accept(event("Registered"));

    await()
        .dontCatchUncaughtExceptions()
        .untilAsserted(() -> assertThat(queue.failure()).contains("Events are not sent any more"));
  }
}
