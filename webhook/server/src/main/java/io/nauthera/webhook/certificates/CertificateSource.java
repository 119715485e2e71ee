package io.nauthera.webhook.certificates;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** Gives the server its certificate, which changes from time to time. */
public interface CertificateSource extends AutoCloseable {
  /** The certificate to serve now. Fails if it cannot be read; it is not checked yet. */
  ServingCertificate read() throws IOException;

  /** Starts what keeps the certificate up to date. Fails if there can never be one. */
  default void start() throws GeneralSecurityException, IOException {}

  /** Waits until {@link #read} gives a certificate that callers accept. */
  default void awaitTrusted() throws InterruptedException {}

  /** Whether callers accept the certificate, as far as the process can know. */
  default boolean isTrusted() {
    return true;
  }

  /** False if the certificate is not kept up to date any more and only a restart helps. */
  default boolean isAlive() {
    return true;
  }

  @Override
  default void close() {}
}
