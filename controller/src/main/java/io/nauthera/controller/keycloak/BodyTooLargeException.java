package io.nauthera.controller.keycloak;

import java.io.IOException;

/** The body of an answer is larger than anything that Keycloak would send. */
final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException(int maxBytes) {
    super("the body has more than " + maxBytes + " bytes");
  }
}
