package io.nauthera.webhook.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * The certificate and key that a kubernetes.io/tls Secret mounts: {@code tls.crt} and {@code
 * tls.key} in PEM.
 */
final class ServingCertificate {
  static final char[] NO_PASSWORD = new char[0];

  private final byte[] certificate;
  private final byte[] key;

  private ServingCertificate(byte[] certificate, byte[] key) {
    this.certificate = certificate;
    this.key = key;
  }

  static ServingCertificate read(Path folder) throws IOException {
    return new ServingCertificate(
        contents(folder.resolve("tls.crt")), contents(folder.resolve("tls.key")));
  }

  private static byte[] contents(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file + " (is the Secret mounted?)", e);
    }
  }

  boolean sameAs(ServingCertificate other) {
    return Arrays.equals(certificate, other.certificate) && MessageDigest.isEqual(key, other.key);
  }

  /** Fails where the two cannot be read or do not belong together. */
  KeyStore keyStore() throws GeneralSecurityException, IOException {
    Collection<? extends Certificate> chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(certificate));
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("tls.crt holds no certificate");
    }
    Certificate[] certificates = chain.toArray(Certificate[]::new);
    PrivateKey privateKey = privateKey();
    requirePair(privateKey, certificates[0].getPublicKey());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry("serving", privateKey, NO_PASSWORD, certificates);
    return store;
  }

  private PrivateKey privateKey() throws GeneralSecurityException, IOException {
    try (var pem = new PEMParser(new StringReader(new String(key, StandardCharsets.US_ASCII)))) {
      var converter = new JcaPEMKeyConverter();
      // openssl writes the parameters of an EC key as a block of its own before it.
      for (Object part = pem.readObject(); part != null; part = pem.readObject()) {
        if (part instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (part instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
      }
      throw new GeneralSecurityException("tls.key holds no unencrypted private key in PEM");
    }
  }

  private static void requirePair(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (privateKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC", "ECDSA" -> "SHA256withECDSA";
          default -> privateKey.getAlgorithm();
        };
    byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(privateKey);
    signer.update(probe);
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey);
    verifier.update(probe);
    if (!verifier.verify(signer.sign())) {
      throw new GeneralSecurityException("tls.key is not the key of tls.crt");
    }
  }
}
