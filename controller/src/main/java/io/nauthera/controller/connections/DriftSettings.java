package io.nauthera.controller.connections;

import java.time.Duration;

/**
 * When realms are searched for drift.
 *
 * @param cluster the uid of the namespace kube-system: clients with the marker of another cluster
 *     are left out
 * @param interval between two walks through a realm, with jitter
 * @param retry how soon a walk that failed is tried again
 */
public record DriftSettings(String cluster, Duration interval, Duration retry) {
  public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  public static DriftSettings of(String cluster, Duration interval) {
    return new DriftSettings(
        cluster, interval, interval.compareTo(LONGEST_RETRY) < 0 ? interval : LONGEST_RETRY);
  }
}
