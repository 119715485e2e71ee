package io.nauthera.controller.status;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends Events one after the other from a thread of its own, so that no reconciliation waits for
 * them. While many clients change, it sends them slowly, because the statuses come first. Like the
 * broadcaster of client-go, it drops Events if too many wait: they explain, but nothing depends on
 * them.
 */
public final class EventQueue implements Consumer<Event>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  /** How many Events wait at most, unless the installation says otherwise. */
  public static final int DEFAULT_CAPACITY = 10_000;

  /** Between two Events while many clients change; the first ones are sent without it. */
  private static final Duration PAUSE = Duration.ofMillis(40);

  private static final int WITHOUT_PAUSE = 100;

  private final BlockingQueue<Event> waiting;
  private final AtomicInteger dropped = new AtomicInteger();
  private final Consumer<Event> send;
  private final BooleanSupplier manyChange;
  private final Duration pause;
  private final Thread sender;
  private volatile Runnable whenDropped = () -> {};

  private EventQueue(
      Consumer<Event> send, BooleanSupplier manyChange, int capacity, Duration pause) {
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.send = send;
    this.manyChange = manyChange;
    this.pause = pause;
    this.sender = Thread.ofPlatform().daemon().name("events").unstarted(this::sendAll);
  }

  /**
   * Starts the thread.
   *
   * @param send creates or replaces an Event, and throws a KubernetesClientException if the API
   *     server does not accept it
   * @param manyChange whether so many clients change that some have to wait
   * @param capacity how many Events wait at most
   */
  public static EventQueue start(Consumer<Event> send, BooleanSupplier manyChange, int capacity) {
    return start(send, manyChange, capacity, PAUSE);
  }

  static EventQueue start(
      Consumer<Event> send, BooleanSupplier manyChange, int capacity, Duration pause) {
    var queue = new EventQueue(send, manyChange, capacity, pause);
    queue.sender.start();
    return queue;
  }

  @Override
  public void accept(Event event) {
    if (waiting.offer(event)) {
      return;
    }
    whenDropped.run();
    if (dropped.getAndIncrement() == 0) {
      LOG.warn("too many Events wait: some are not recorded");
    }
  }

  /** Is called for each Event that is dropped. */
  public void whenDropped(Runnable listener) {
    whenDropped = listener;
  }

  private void sendAll() {
    try {
      while (true) {
        send(waiting.take());
        if (waiting.size() > WITHOUT_PAUSE && manyChange.getAsBoolean()) {
          Thread.sleep(pause);
        }
        if (waiting.isEmpty()) {
          reportDropped();
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void reportDropped() {
    int count = dropped.getAndSet(0);
    if (count > 0) {
      LOG.warn("{} Events were not recorded, because too many waited", count);
    }
  }

  private void send(Event event) {
    try {
      send.accept(event);
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Event {} of {} {}/{} cannot be recorded: HTTP {}",
          event.getReason(),
          event.getRegarding().getKind(),
          event.getRegarding().getNamespace(),
          event.getRegarding().getName(),
          e.getCode());
    } catch (RuntimeException e) {
      LOG.error("Event {} cannot be sent", event.getReason(), e);
    }
  }

  /** Why no Event is sent any more, as a clause. */
  public Optional<String> failure() {
    return sender.isAlive() ? Optional.empty() : Optional.of("Events are not sent any more");
  }

  /** Events that still wait are not sent. */
  @Override
  public void close() {
    sender.interrupt();
  }
}
