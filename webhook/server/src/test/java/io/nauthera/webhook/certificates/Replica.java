package io.nauthera.webhook.certificates;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** A replica of the webhook whose clock a test sets. */
final class Replica {
  static final CertificateSettings SETTINGS =
      new CertificateSettings(
          "nauthera-system",
          "nauthera-webhook-self-signed",
          "nauthera",
          "nauthera-webhook",
          Duration.ofHours(3),
          Duration.ofHours(12),
          Duration.ofSeconds(5));

  static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

  final SelfSignedCertificates certificates;
  private ServingCertificate read;
  private X509Certificate leaf;
  private X509Certificate issued;
  private X509Certificate issuer;
  private Instant now;
  private long nanos;

  Replica(Cluster cluster, Instant start) {
    now = start;
    certificates = new SelfSignedCertificates(SETTINGS, cluster, () -> now, () -> nanos);
  }

  Replica(FakeCluster cluster) {
    this(cluster.client(() -> {}), START);
  }

  void sleep(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  /** The clock of the host is set; no time passes. */
  void setClock(Instant time) {
    now = time;
  }

  Instant now() {
    return now;
  }

  Duration round() {
    try {
      return certificates.round();
    } catch (Exception e) {
      throw new AssertionError("a round failed", e);
    }
  }

  /** Rounds until nothing is to be done any more. */
  void settle() {
    for (int i = 0; i < 50; i++) {
      Duration pause = round();
      sleep(pause);
      if (pause.compareTo(Duration.ofSeconds(5)) >= 0) {
        return;
      }
    }
    throw new AssertionError("still not settled after 50 rounds");
  }

  X509Certificate served() {
    try {
      ServingCertificate now = certificates.read();
      if (now != read) {
        read = now;
        leaf = now.leaf();
      }
      return Objects.requireNonNull(leaf);
    } catch (Exception e) {
      throw new AssertionError("nothing is served", e);
    }
  }

  /** Whether a caller that trusts these authorities accepts what is served. */
  boolean isAcceptedBy(Set<X509Certificate> trusted) {
    X509Certificate leaf = served();
    if (!leaf.equals(issued)) {
      issued = leaf;
      issuer = trusted.stream().filter(this::isIssuedBy).findFirst().orElse(null);
    }
    return issuer != null && trusted.contains(issuer);
  }

  boolean isIssuedBy(X509Certificate authority) {
    try {
      served().verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
