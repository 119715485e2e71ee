package io.nauthera.controller.keycloak;

import io.nauthera.controller.provisioning.Unavailable;

/** Carries the outcome of a call that failed to where the adapter answers. */
final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Unavailable unavailable;

  UnavailableException(Unavailable unavailable) {
    super(unavailable.detail(), null, false, false);
    this.unavailable = unavailable;
  }

  Unavailable unavailable() {
    return unavailable;
  }
}
