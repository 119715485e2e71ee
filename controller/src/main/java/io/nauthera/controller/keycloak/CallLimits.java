package io.nauthera.controller.keycloak;

import java.time.Duration;

/**
 * How long a call may take with its answer, and how old a token may be to show the roles that the
 * service account has now.
 */
record CallLimits(Duration call, Duration youngToken) {
  static final CallLimits DEFAULT = new CallLimits(Duration.ofSeconds(6), Duration.ofSeconds(10));
}
