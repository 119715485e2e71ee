package io.nauthera.controller.keycloak;

import java.util.Locale;

/** What became of an HTTP request. */
public enum CallOutcome {
  SUCCESS,
  /** The answer is about one client, e.g. it exists already or not any more. */
  REJECTED,
  UNAUTHORIZED,
  THROTTLED,
  SERVER_ERROR,
  NO_ANSWER;

  static CallOutcome of(int status) {
    return switch (status) {
      case 401, 403 -> UNAUTHORIZED;
      case 429 -> THROTTLED;
      default -> status >= 500 ? SERVER_ERROR : status >= 400 ? REJECTED : SUCCESS;
    };
  }

  /** As in the label of the metric. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
