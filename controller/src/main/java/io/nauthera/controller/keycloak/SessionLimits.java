package io.nauthera.controller.keycloak;

import jakarta.ws.rs.ForbiddenException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * How long a session of the realm may last. Keycloak rejects a client whose refresh tokens would
 * live longer.
 */
record SessionLimits(Duration idle, Duration max) {
  static SessionLimits of(RealmRepresentation realm) {
    return new SessionLimits(
        seconds(realm.getSsoSessionIdleTimeout()), seconds(realm.getSsoSessionMaxLifespan()));
  }

  /** Without the role view-realm Keycloak returns the realm without its settings, not a 403. */
  private static Duration seconds(@Nullable Integer seconds) {
    if (seconds == null) {
      throw new ForbiddenException("the realm shows no session limits");
    }
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
