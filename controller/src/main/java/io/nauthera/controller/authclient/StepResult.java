package io.nauthera.controller.authclient;

import io.nauthera.controller.status.Finding;

/** The result of a step, with the condition that it decides. */
sealed interface StepResult<T> {
  Finding finding();

  /** The pipeline goes on with the value. */
  record Done<T>(T value, Finding finding) implements StepResult<T> {}

  /** The pipeline ends until something that the client depends on changes. */
  record Blocked<T>(Finding finding) implements StepResult<T> {}

  /** The pipeline ends and runs again soon. */
  record RetryLater<T>(Finding finding) implements StepResult<T> {}
}
