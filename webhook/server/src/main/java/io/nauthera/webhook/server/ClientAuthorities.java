package io.nauthera.webhook.server;

import io.nauthera.webhook.certificates.ServingCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;

/** The certificate authorities that sign the certificates of callers: a file in PEM. */
final class ClientAuthorities {
  private final byte[] pem;

  private ClientAuthorities(byte[] pem) {
    this.pem = pem;
  }

  static ClientAuthorities read(Path file) throws IOException {
    try {
      return new ClientAuthorities(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IOException(
          "file " + file + " does not exist: check that webhook.clientCA is mounted", e);
    }
  }

  boolean sameAs(ClientAuthorities other) {
    return Arrays.equals(pem, other.pem);
  }

  /** Fails if the file contains no certificate, or something else. */
  KeyStore trustStore() throws GeneralSecurityException, IOException {
    Collection<? extends Certificate> authorities =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (authorities.isEmpty()) {
      throw new GeneralSecurityException(
          "the file of client certificate authorities contains no certificate");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, ServingCertificate.NO_PASSWORD);
    int number = 0;
    for (Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + number++, authority);
    }
    return store;
  }
}
