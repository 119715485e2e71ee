package io.nauthera.controller.leadership;

import java.time.Duration;

/**
 * The Lease that the replicas compete for.
 *
 * @param holder the name of this replica, which no other one has at the same time
 * @param duration how long a replica waits for a leader that does not renew the Lease
 */
public record LeaseSettings(String namespace, String name, String holder, Duration duration) {
  /** With it, another replica leads 14 s after a crash of the leader, or earlier. */
  public static final Duration DEFAULT_DURATION = Duration.ofSeconds(12);

  /** A leader that has not renewed the Lease for this long ends, before another one leads. */
  Duration renewDeadline() {
    return duration.multipliedBy(2).dividedBy(3);
  }

  /** How often a replica renews the Lease, or looks whether it can take it. */
  public Duration retryPeriod() {
    return duration.dividedBy(6);
  }
}
