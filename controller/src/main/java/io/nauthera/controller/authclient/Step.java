package io.nauthera.controller.authclient;

import io.nauthera.controller.status.Finding;

/** What a step of the story came to. */
sealed interface Step<T> {
  Finding finding();

  /** The story goes on with the value. */
  record Done<T>(T value, Finding finding) implements Step<T> {}

  /**
   * The story ends here; it is told again when something that it depends on changes, or soon where
   * {@code retry} says so.
   */
  record Stopped<T>(Finding finding, boolean retry) implements Step<T> {}
}
