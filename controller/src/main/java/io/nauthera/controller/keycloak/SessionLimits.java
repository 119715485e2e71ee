package io.nauthera.controller.keycloak;

import jakarta.ws.rs.ForbiddenException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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

  /**
   * To who may not view the realm Keycloak does not say no, but gives little more than its name.
   */
  private static Duration seconds(@Nullable Integer seconds) {
    if (seconds == null) {
      throw new ForbiddenException("the realm's session limits are not shown");
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
