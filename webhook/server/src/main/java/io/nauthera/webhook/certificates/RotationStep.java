package io.nauthera.webhook.certificates;

import java.security.cert.X509Certificate;
import java.util.List;

/** What is to be done next about the certificates. */
sealed interface RotationStep {
  /** Make a new authority. Callers go on to trust the earlier ones. */
  record NewAuthority(List<X509Certificate> earlier) implements RotationStep {}

  /** Write the bundle to these configurations. */
  record InjectBundle(List<WebhookConfiguration> configurations) implements RotationStep {}

  /** Sign a serving certificate. */
  record SignCertificate() implements RotationStep {}

  /** Take authorities out of the bundle that nothing needs any more. */
  record ShortenBundle(List<X509Certificate> trusted) implements RotationStep {}

  /** Wait until each API server has seen the bundle. */
  record AwaitTrust() implements RotationStep {}

  record Nothing() implements RotationStep {}
}
