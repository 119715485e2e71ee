package io.nauthera.demo;

/** A step of a workflow that does not hold. */
final class StepFailed extends RuntimeException {
  StepFailed(String what) {
    super(what);
  }
}
