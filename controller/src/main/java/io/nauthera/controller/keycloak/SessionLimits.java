package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a session of the realm may last. Keycloak rejects a client whose refresh tokens would
 * live longer, and ends access tokens with the session. It accepts longer offline tokens and
 * applies them, so the limit of the realm is imposed here.
 */
record SessionLimits(Duration idle, Duration max, Duration offlineIdle, Duration offlineMax) {
  /** Longer than any lifetime of a policy. */
  private static final Duration UNLIMITED = Duration.ofSeconds(Integer.MAX_VALUE);

  /** Without the role view-realm Keycloak returns the realm without its settings, not a 403. */
  static Optional<SessionLimits> of(JsonNode realm) {
    JsonNode idle = realm.path("ssoSessionIdleTimeout");
    JsonNode max = realm.path("ssoSessionMaxLifespan");
    JsonNode offlineIdle = realm.path("offlineSessionIdleTimeout");
    if (!idle.isInt() || !max.isInt() || !offlineIdle.isInt()) {
      return Optional.empty();
    }
    JsonNode offlineMax = realm.path("offlineSessionMaxLifespan");
    boolean isOfflineLimited = realm.path("offlineSessionMaxLifespanEnabled").asBoolean();
    return Optional.of(
        new SessionLimits(
            Duration.ofSeconds(idle.intValue()),
            Duration.ofSeconds(max.intValue()),
            Duration.ofSeconds(offlineIdle.intValue()),
            isOfflineLimited && offlineMax.isInt()
                ? Duration.ofSeconds(offlineMax.intValue())
                : UNLIMITED));
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

  static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
