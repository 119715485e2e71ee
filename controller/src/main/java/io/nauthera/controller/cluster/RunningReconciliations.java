package io.nauthera.controller.cluster;

import io.nauthera.api.governance.ServerName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Bounds how many clients of each server are reconciled at a time. Each that waits for its server
 * needs memory, and does not become faster.
 */
final class RunningReconciliations {
  private static final int MAX = 100;

  private final Map<ServerName, Integer> running = new ConcurrentHashMap<>();

  /** Runs the reconciliation of a client of this server; empty if too many run already. */
  <T> Optional<T> tryRun(ServerName server, Supplier<T> reconciliation) {
    int now = running.merge(server, 1, Integer::sum);
    try {
      return now > MAX ? Optional.empty() : Optional.of(reconciliation.get());
    } finally {
      running.computeIfPresent(server, (name, count) -> count == 1 ? null : count - 1);
    }
  }

  /** How many more may run. */
  int free(ServerName server) {
    return Math.max(0, MAX - running.getOrDefault(server, 0));
  }
}
