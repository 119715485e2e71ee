package io.nauthera.controller.keycloak;

import java.time.Duration;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * How long a session of the realm may last: no client's refresh tokens can live longer (Keycloak
 * answers 400).
 */
record SessionLimits(Duration idle, Duration max) {
  static SessionLimits of(RealmRepresentation realm) {
    return new SessionLimits(
        seconds(realm.getSsoSessionIdleTimeout()), seconds(realm.getSsoSessionMaxLifespan()));
  }

  private static Duration seconds(Integer seconds) {
    return Duration.ofSeconds(seconds);
  }

  Duration cappedIdle(Duration wanted) {
    return shorter(wanted, idle);
  }

  Duration cappedMax(Duration wanted) {
    return shorter(wanted, max);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
