package io.nauthera.webhook.admission;

/** A request that is not an AdmissionReview; the message says why. */
public final class MalformedReview extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedReview(String message) {
    super(message);
  }
}
