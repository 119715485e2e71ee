package io.nauthera.controller.leadership;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.runtime.Liveness;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets this process act while it holds a Lease. If it cannot renew the Lease in time, it calls
 * {@code onLost} from a thread that waits for no server, before another process can take the Lease.
 */
public final class LeaderElection implements Liveness.Part, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);

  private final LeaseCandidate candidate;
  private final LeaseSettings settings;
  private final Runnable onLeading;
  private final Runnable onLost;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread competing =
      Thread.ofPlatform().daemon().name("leader-election").unstarted(this::compete);
  private final Thread watching =
      Thread.ofPlatform().daemon().name("lease-deadline").unstarted(this::watchDeadline);

  private LeaderElection(
      LeaseCandidate candidate, LeaseSettings settings, Runnable onLeading, Runnable onLost) {
    this.candidate = candidate;
    this.settings = settings;
    this.onLeading = onLeading;
    this.onLost = onLost;
  }

  /**
   * Does not compete yet.
   *
   * @param kubernetes must fail soon, because a request that waits renews nothing: no repetition,
   *     and a timeout of {@link LeaseSettings#retryPeriod}
   * @param onLeading runs once, in a thread of its own
   * @param onLost ends the process at once, without finishing anything
   */
  public static LeaderElection of(
      KubernetesClient kubernetes,
      LeaseSettings settings,
      Clock clock,
      Runnable onLeading,
      Runnable onLost) {
    return of(
        LeaseStore.of(kubernetes, settings), settings, clock, System::nanoTime, onLeading, onLost);
  }

  static LeaderElection of(
      LeaseStore store,
      LeaseSettings settings,
      Clock clock,
      LongSupplier nanoTime,
      Runnable onLeading,
      Runnable onLost) {
    return new LeaderElection(
        new LeaseCandidate(store, settings, clock, nanoTime), settings, onLeading, onLost);
  }

  public void start() {
    competing.start();
    watching.start();
  }

  /** Whether this process may act. */
  public boolean isLeading() {
    return candidate.isLeading() && candidate.remaining().isPositive();
  }

  private void compete() {
    boolean isAnnounced = false;
    do {
      candidate.attempt();
      if (candidate.isLeading() && !isAnnounced) {
        isAnnounced = true;
        var unused = Thread.ofPlatform().daemon().name("leader-start").start(this::lead);
      }
    } while (!isReleased(closing, candidate.pause()));
  }

  private void lead() {
    try {
      onLeading.run();
    } catch (RuntimeException e) {
      LOG.error("the reconcilers cannot start: ending, so that another replica leads", e);
      onLost.run();
    }
  }

  private void watchDeadline() {
    Duration next = settings.retryPeriod();
    while (!isReleased(closed, next)) {
      if (candidate.isLeading()) {
        next = candidate.remaining();
        if (!next.isPositive()) {
          LOG.error(
              "this replica could not renew the Lease {}/{} in time, or another one holds it: ending at once, because another one may lead",
              settings.namespace(),
              settings.name());
          onLost.run();
          return;
        }
      }
    }
  }

  /** Waits for the latch, but not longer than this. */
  private static boolean isReleased(CountDownLatch latch, Duration limit) {
    try {
      return latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Why this process does not compete any more, as a clause. */
  @Override
  public Optional<String> failure() {
    boolean works = competing.isAlive() && watching.isAlive();
    return works ? Optional.empty() : Optional.of("the leader election has stopped");
  }

  /** Releases the Lease. Call it when this process does not act any more. */
  @Override
  public void close() {
    closing.countDown();
    candidate.release();
    closed.countDown();
  }
}
