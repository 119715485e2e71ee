package io.nauthera.controller.keycloak;

import jakarta.ws.rs.ForbiddenException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * How long a session of the realm may last. Keycloak rejects a client whose refresh tokens would
 * live longer. It accepts longer offline tokens and applies them, so the limit of the realm is
 * imposed here.
 */
record SessionLimits(Duration idle, Duration max, Duration offlineIdle, Duration offlineMax) {
  /** Longer than any lifetime of a policy. */
  private static final Duration UNLIMITED = Duration.ofSeconds(Integer.MAX_VALUE);

  static SessionLimits of(RealmRepresentation realm) {
    return new SessionLimits(
        seconds(realm.getSsoSessionIdleTimeout()),
        seconds(realm.getSsoSessionMaxLifespan()),
        seconds(realm.getOfflineSessionIdleTimeout()),
        Boolean.TRUE.equals(realm.getOfflineSessionMaxLifespanEnabled())
            ? seconds(realm.getOfflineSessionMaxLifespan())
            : UNLIMITED);
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

  Duration cappedOfflineIdle(Duration wanted) {
    return shorter(wanted, offlineIdle);
  }

  Duration cappedOfflineMax(Duration wanted) {
    return shorter(wanted, offlineMax);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
