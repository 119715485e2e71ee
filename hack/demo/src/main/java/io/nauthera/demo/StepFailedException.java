package io.nauthera.demo;

/** A step of a workflow did not have the expected result. */
final class StepFailedException extends RuntimeException {
  StepFailedException(String message) {
    super(message);
  }
}
