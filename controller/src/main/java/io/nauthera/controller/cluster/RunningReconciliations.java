package io.nauthera.controller.cluster;

import io.nauthera.api.governance.ServerName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Counts the clients of each server that are being reconciled. */
public final class RunningReconciliations {
  private final Map<ServerName, Integer> running = new ConcurrentHashMap<>();

  /** Runs a reconciliation of a client of this server. */
  public <T> T run(ServerName server, Supplier<T> reconciliation) {
    running.merge(server, 1, Integer::sum);
    try {
      return reconciliation.get();
    } finally {
      running.computeIfPresent(server, (name, count) -> count == 1 ? null : count - 1);
    }
  }

  int of(ServerName server) {
    return running.getOrDefault(server, 0);
  }
}
