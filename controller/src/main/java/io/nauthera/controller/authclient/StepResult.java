package io.nauthera.controller.authclient;

import io.nauthera.controller.status.Finding;

/** The result of a step, with the condition that it decides. */
sealed interface StepResult<T> {

  /** The pipeline goes on with the value. */
  record Done<T>(T value, Finding finding) implements StepResult<T> {}

  /** The pipeline ends. It runs again when something that the client depends on changes. */
  record Blocked<T>(Finding finding, LookAgain lookAgain) implements StepResult<T> {}

  /** The step cannot know yet, so the status stays as it is. */
  record NotKnownYet<T>() implements StepResult<T> {}
}
