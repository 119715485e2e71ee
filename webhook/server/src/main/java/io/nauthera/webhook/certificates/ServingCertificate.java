package io.nauthera.webhook.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * Certificate and key of a kubernetes.io/tls Secret: {@code tls.crt} and {@code tls.key} in PEM.
 */
public final class ServingCertificate {
  public static final char[] NO_PASSWORD = new char[0];

  private final byte[] certificate;
  private final byte[] key;

  private ServingCertificate(byte[] certificate, byte[] key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** Both in PEM. They are not checked yet. */
  static ServingCertificate of(byte[] certificate, byte[] key) {
    return new ServingCertificate(certificate.clone(), key.clone());
  }

  static ServingCertificate read(Path folder) throws IOException {
    return new ServingCertificate(
        contents(folder.resolve("tls.crt")), contents(folder.resolve("tls.key")));
  }

  private static byte[] contents(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "file " + file + " does not exist: check that the certificate Secret is mounted", e);
    }
  }

  byte[] certificate() {
    return certificate.clone();
  }

  byte[] key() {
    return key.clone();
  }

  public boolean sameAs(ServingCertificate other) {
    return Arrays.equals(certificate, other.certificate) && MessageDigest.isEqual(key, other.key);
  }

  /** Fails if certificate or key is invalid, or if they do not belong together. */
  public KeyStore keyStore() throws GeneralSecurityException, IOException {
    Certificate[] certificates = chain().toArray(Certificate[]::new);
    PrivateKey privateKey = PrivateKeyPem.read(key, certificates[0].getPublicKey());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry("serving", privateKey, NO_PASSWORD, certificates);
    return store;
  }

  private List<X509Certificate> chain() throws GeneralSecurityException {
    List<X509Certificate> chain = Pem.certificates(certificate);
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("tls.crt contains no certificate");
    }
    return chain;
  }

  /** The certificate itself, without the authorities that may follow it. */
  public X509Certificate leaf() throws GeneralSecurityException {
    return chain().getFirst();
  }
}
