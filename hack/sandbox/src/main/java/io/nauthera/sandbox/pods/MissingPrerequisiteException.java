package io.nauthera.sandbox.pods;

/** A pod needs an object that does not exist yet. The kubelet tries again later. */
final class MissingPrerequisiteException extends RuntimeException {
  MissingPrerequisiteException(String what) {
    super(what);
  }
}
