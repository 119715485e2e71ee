package io.nauthera.webhook.certificates;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Certificates and keys as text (RFC 7468). */
final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static byte[] of(List<X509Certificate> certificates) {
    var text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append(block("CERTIFICATE", certificate.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("a certificate that was read cannot be written", e);
      }
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** A private key in PKCS #8. */
  static byte[] ofKey(byte[] encoded) {
    return block("PRIVATE KEY", encoded).getBytes(StandardCharsets.US_ASCII);
  }

  private static String block(String type, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, LINES.encodeToString(content), type);
  }

  /** All certificates of a text, in its order. */
  static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }
}
