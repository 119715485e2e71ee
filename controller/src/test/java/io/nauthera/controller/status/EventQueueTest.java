package io.nauthera.controller.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.runtime.RecordedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final List<String> sent = new CopyOnWriteArrayList<>();

  private static Event event(String reason) {
    return new EventBuilder()
        .withReason(reason)
        .withNewRegarding()
        .withKind("AuthClient")
        .withNamespace("team")
        .withName("app")
        .endRegarding()
        .build();
  }

  private void send(Event event) {
    switch (event.getReason()) {
      case "Broken" -> throw new IllegalStateException("it cannot be written as JSON");
      case "Refused" -> throw new KubernetesClientException("long text with a body", 422, null);
      default -> sent.add(event.getReason());
    }
  }

  @Test
  void event_thatCannotBeSent_doesNotStopTheOthers() {
    try (var queue = EventQueue.start(this::send, () -> true, 10)) {
      queue.accept(event("Broken"));
      queue.accept(event("Registered"));

      await().untilAsserted(() -> assertThat(sent).containsExactly("Registered"));
      assertThat(queue.failure()).isEmpty();
    }
  }

  @Test
  void event_refused_isOneShortLogLine() {
    try (var log = new RecordedLog();
        var queue = EventQueue.start(this::send, () -> true, 10)) {
      queue.accept(event("Refused"));
      queue.accept(event("Registered"));

      await().untilAsserted(() -> assertThat(sent).containsExactly("Registered"));
      assertThat(log.lines())
          .containsExactly(
              "WARN Event Refused of AuthClient team/app cannot be recorded: HTTP 422");
    }
  }

  @Test
  void events_tooMany_areNotRecordedAndCounted() throws InterruptedException {
    var isBusy = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    Consumer<Event> slow =
        event -> {
          isBusy.countDown();
          waitFor(mayGoOn);
          send(event);
        };
    try (var log = new RecordedLog();
        var queue = EventQueue.start(slow, () -> false, 2, Duration.ZERO)) {
      var counted = new AtomicInteger();
      queue.whenDropped(counted::incrementAndGet);
      queue.accept(event("Registered"));
      isBusy.await();
      for (int i = 0; i < 5; i++) {
        queue.accept(event("Updated"));
      }
      mayGoOn.countDown();

      await().untilAsserted(() -> assertThat(log.lines()).hasSize(2));
      assertThat(sent).containsExactly("Registered", "Updated", "Updated");
      assertThat(counted).hasValue(3);
      assertThat(log.lines())
          .containsExactly(
              "WARN too many Events wait: some are not recorded",
              "WARN 3 Events were not recorded, because too many waited");
    }
  }

  @Test
  void events_whileManyClientsChange_waitForTheStatuses() {
    var mayGoOn = new CountDownLatch(1);
    var manyChange = new AtomicBoolean(true);
    Consumer<Event> send =
        event -> {
          waitFor(mayGoOn);
          send(event);
        };
    try (var queue = EventQueue.start(send, manyChange::get, 1_000, Duration.ofSeconds(1))) {
      for (int i = 0; i < 200; i++) {
        queue.accept(event("Updated"));
      }
      mayGoOn.countDown();

      await().until(() -> !sent.isEmpty());
      assertThat(sent).hasSizeLessThan(100);
      manyChange.set(false);
      await().untilAsserted(() -> assertThat(sent).hasSize(200));
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void queue_thatSendsNoMore_hasFailed() {
    var queue =
        EventQueue.start(
            event -> {
              throw new AssertionError("an error of the JVM");
            },
            () -> false,
            10);
    queue.accept(event("Registered"));

    await()
        .dontCatchUncaughtExceptions()
        .untilAsserted(() -> assertThat(queue.failure()).contains("Events are not sent any more"));
  }
}
