package io.nauthera.webhook.certificates;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Reads private keys in PEM: PKCS #8, PKCS #1 and SEC 1. */
final class PrivateKeyPem {
  /** The encoding of the keys that the chart requests (RFC 5958). */
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  private PrivateKeyPem() {}

  /** Fails if the key is not readable, or does not belong to the public key. */
  static PrivateKey read(byte[] key, PublicKey publicKey)
      throws GeneralSecurityException, IOException {
    String pem = new String(key, StandardCharsets.US_ASCII);
    Matcher pkcs8 = PKCS8.matcher(pem);
    PrivateKey privateKey = pkcs8.find() ? pkcs8Key(pkcs8.group(1)) : otherKey(pem);
    requirePair(privateKey, publicKey);
    return privateKey;
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
