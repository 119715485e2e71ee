package io.nauthera.controller.connections;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Closes realms that are not used any more, but never while a call runs or may still come. */
final class ReplacedRealms implements AutoCloseable {
  /** Longer than a reconciliation that got the realm before it was replaced. */
  private static final Duration KEPT = Duration.ofSeconds(60);

  private final Queue<Replaced> waiting = new ConcurrentLinkedQueue<>();
  private final Clock clock;

  private record Replaced(GuardedRealm realm, Instant since) {}

  ReplacedRealms(Clock clock) {
    this.clock = clock;
  }

  void add(GuardedRealm realm) {
    waiting.add(new Replaced(realm, clock.instant()));
  }

  /** Does not block: closing can call the server. */
  void closeUnused() {
    Replaced first = waiting.peek();
    while (first != null && isDue(first)) {
      if (waiting.remove(first)) {
        GuardedRealm realm = first.realm();
        Thread unused = Thread.startVirtualThread(() -> close(realm));
      }
      first = waiting.peek();
    }
  }

  private boolean isDue(Replaced replaced) {
    return !replaced.since().plus(KEPT).isAfter(clock.instant());
  }

  private void close(GuardedRealm realm) {
    if (!realm.closeIfIdle()) {
      add(realm);
    }
  }

  @Override
  public void close() {
    waiting.forEach(replaced -> replaced.realm().close());
  }
}
