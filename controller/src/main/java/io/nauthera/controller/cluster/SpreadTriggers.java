package io.nauthera.controller.cluster;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Wakes many clients of a server over time and in order, so that neither the server nor this
 * process is flooded. None is woken while too many are being reconciled. The queue of one server
 * never delays another.
 */
public final class SpreadTriggers implements Executor, AutoCloseable {
  /** Of each server. */
  private static final int PER_SECOND = 1_000;

  private static final int TICKS_PER_SECOND = 10;
  private static final Duration TICK = Duration.ofSeconds(1).dividedBy(TICKS_PER_SECOND);

  private final Consumer<ClientName> trigger;
  private final RunningReconciliations running;
  private final int perTick;
  private final Timer timer;

  // Guarded by this object.
  private final Map<ServerName, SequencedSet<ClientName>> waiting = new HashMap<>();
  private boolean isTicking;

  SpreadTriggers(
      Consumer<ClientName> trigger, RunningReconciliations running, int perSecond, Timer timer) {
    this.trigger = trigger;
    this.running = running;
    this.perTick = Math.max(1, perSecond / TICKS_PER_SECOND);
    this.timer = timer;
  }

  /** Starts a thread that calls {@code trigger}, which must not block. */
  public static SpreadTriggers start(Consumer<ClientName> trigger) {
    return new SpreadTriggers(trigger, new RunningReconciliations(), PER_SECOND, new ThreadTimer());
  }

  /** Runs something later. */
  interface Timer extends AutoCloseable {
    void after(Duration delay, Runnable task);

    @Override
    void close();
  }

  /** Runs a task where the clients are woken. */
  @Override
  public void execute(Runnable task) {
    timer.after(Duration.ZERO, task);
  }

  /**
   * Runs the reconciliation of a client; empty if too many clients of the server are being
   * reconciled. Then this one is woken later.
   */
  public <T> Optional<T> run(ServerName server, ClientName client, Supplier<T> reconciliation) {
    Optional<T> result = running.tryRun(server, reconciliation);
    if (result.isEmpty()) {
      wake(server, List.of(client));
    }
    return result;
  }

  /** Whether clients wait for their turn. */
  public synchronized boolean isBusy() {
    return !waiting.isEmpty();
  }

  /** A client that already waits keeps its place. */
  public void wake(ServerName server, Collection<ClientName> clients) {
    if (clients.isEmpty()) {
      return;
    }
    synchronized (this) {
      waiting.computeIfAbsent(server, name -> new LinkedHashSet<>()).addAll(clients);
      if (isTicking) {
        return;
      }
      isTicking = true;
    }
    timer.after(Duration.ZERO, this::tick);
  }

  /** The clients of the server that still wait are not woken. */
  public synchronized void cancel(ServerName server) {
    var unused = waiting.remove(server);
  }

  private void tick() {
    try {
      next().forEach(trigger);
    } finally {
      if (goesOn()) {
        timer.after(TICK, this::tick);
      }
    }
  }

  private synchronized boolean goesOn() {
    isTicking = !waiting.isEmpty();
    return isTicking;
  }

  private synchronized List<ClientName> next() {
    List<ClientName> next = new ArrayList<>();
    waiting.forEach((server, queue) -> {
      int most = Math.min(perTick, running.free(server));
      for (int i = 0; i < most && !queue.isEmpty(); i++) {
        next.add(queue.removeFirst());
      }
    });
    waiting.values().removeIf(Collection::isEmpty);
    return next;
  }

  @Override
  public void close() {
    timer.close();
  }

  /** One thread, which is a daemon. */
  private static final class ThreadTimer implements Timer {
    private final ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("spread-triggers").factory());

    @Override
    public void after(Duration delay, Runnable task) {
      try {
        var unused = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // Closed: the process stops, and no client is woken any more.
      }
    }

    @Override
    public void close() {
      var unused = thread.shutdownNow();
    }
  }
}
