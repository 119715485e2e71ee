package io.nauthera.webhook.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that signs serving certificates: its certificate and its key. */
final class CertificateAuthority {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final X509Certificate certificate;
  private final PrivateKey key;

  private CertificateAuthority(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** A new authority with a new key. */
  static CertificateAuthority create(Instant now, Duration life)
      throws GeneralSecurityException, IOException {
    KeyPair keys = newKeys();
    // Each has its own name: callers look for an authority by its name.
    var name = new X500Name("CN=nauthera-webhook-ca-" + now.getEpochSecond());
    var builder = builder(name, new Lifetime(now, now.plus(life)), name, keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return new CertificateAuthority(signed(builder, keys.getPrivate()), keys.getPrivate());
  }

  /** Fails if the certificate is not one of an authority, or if the key does not belong to it. */
  static CertificateAuthority of(X509Certificate certificate, byte[] key)
      throws GeneralSecurityException, IOException {
    if (certificate.getBasicConstraints() < 0) {
      throw new GeneralSecurityException("the certificate is not one of an authority");
    }
    return new CertificateAuthority(
        certificate, PrivateKeyPem.read(key, certificate.getPublicKey()));
  }

  X509Certificate certificate() {
    return certificate;
  }

  byte[] keyPem() {
    return Pem.ofKey(key.getEncoded());
  }

  /** A serving certificate with a new key. It does not outlive the authority. */
  ServingCertificate sign(List<String> dnsNames, Instant now, Duration life)
      throws GeneralSecurityException, IOException {
    KeyPair keys = newKeys();
    Instant end = now.plus(life);
    Instant lastDay = certificate.getNotAfter().toInstant();
    var builder =
        builder(
            X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
            new Lifetime(now, end.isBefore(lastDay) ? end : lastDay),
            new X500Name("CN=nauthera-webhook"),
            keys.getPublic());
    var names =
        dnsNames.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new);
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
    X509Certificate leaf = signed(builder, key);
    return ServingCertificate.of(Pem.of(List.of(leaf)), Pem.ofKey(keys.getPrivate().getEncoded()));
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, Lifetime lifetime, X500Name subject, PublicKey publicKey)
      throws GeneralSecurityException, CertIOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(127, RANDOM).setBit(126),
            Date.from(lifetime.validFrom()),
            Date.from(lifetime.end()),
            subject,
            publicKey);
    return builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(publicKey));
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign a certificate", e);
    }
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }
}
