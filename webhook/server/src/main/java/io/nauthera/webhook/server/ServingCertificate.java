package io.nauthera.webhook.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * Certificate and key of a kubernetes.io/tls Secret: {@code tls.crt} and {@code tls.key} in PEM.
 */
final class ServingCertificate {
  static final char[] NO_PASSWORD = new char[0];

  /** The encoding of the keys that the chart requests (RFC 5958). */
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

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
      throw new IOException(
          "file " + file + " does not exist: check that the certificate Secret is mounted", e);
    }
  }

  boolean sameAs(ServingCertificate other) {
    return Arrays.equals(certificate, other.certificate) && MessageDigest.isEqual(key, other.key);
  }

  /** Fails if certificate or key is invalid, or if they do not belong together. */
  KeyStore keyStore() throws GeneralSecurityException, IOException {
    Collection<? extends Certificate> chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(certificate));
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("tls.crt contains no certificate");
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
    String pem = new String(key, StandardCharsets.US_ASCII);
    Matcher pkcs8 = PKCS8.matcher(pem);
    return pkcs8.find() ? pkcs8Key(pkcs8.group(1)) : otherKey(pem);
  }

  private static PrivateKey pkcs8Key(String base64) throws GeneralSecurityException {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("tls.key is not Base64", e);
    }
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // Not a key of this algorithm: try the next one.
      }
    }
    throw new GeneralSecurityException("tls.key is not a valid EC, RSA or EdDSA key in PKCS #8");
  }

  /** Reads PKCS #1 and SEC 1. Uses Bouncy Castle, which needs memory, only for these. */
  private static PrivateKey otherKey(String text) throws GeneralSecurityException, IOException {
    try (var pem = new PEMParser(new StringReader(text))) {
      var converter = new JcaPEMKeyConverter();
      // openssl writes the parameters of an EC key as a separate block before the key.
      for (Object part = pem.readObject(); part != null; part = pem.readObject()) {
        if (part instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
      }
      throw new GeneralSecurityException("tls.key contains no unencrypted private key in PEM");
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
      throw new GeneralSecurityException("tls.key does not belong to the certificate in tls.crt");
    }
  }
}
