package io.nauthera.webhook.certificates;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * From when to when a certificate is used. It is valid some minutes before its start, so that a
 * caller whose clock is behind accepts it too.
 */
record Lifetime(Instant start, Instant end) {
  static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  static Lifetime of(X509Certificate certificate) {
    return new Lifetime(
        certificate.getNotBefore().toInstant().plus(CLOCK_SKEW),
        certificate.getNotAfter().toInstant());
  }

  Instant validFrom() {
    return start.minus(CLOCK_SKEW);
  }

  /** After two thirds of the lifetime, or if the clock says that it has not begun. */
  boolean isDue(Instant now) {
    Instant due = start.plus(Duration.between(start, end).multipliedBy(2).dividedBy(3));
    return now.isBefore(validFrom()) || !now.isBefore(due);
  }

  boolean hasEnded(Instant now) {
    return !now.isBefore(end);
  }
}
