package io.nauthera.webhook.server;

import java.io.StringWriter;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A self-signed certificate with its key, and TLS contexts of callers. */
record TestCertificate(KeyPair keys, X509Certificate certificate) {
  static TestCertificate of(String name) throws Exception {
    return of(name, newKeys());
  }

  static TestCertificate of(String name, KeyPair keys) throws Exception {
    var subject = new X500Name("CN=" + name);
    Instant now = Instant.now();
    String algorithm =
        keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    var holder =
        new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(64, new SecureRandom()),
                Date.from(now.minusSeconds(60)),
                Date.from(now.plusSeconds(3600)),
                subject,
                keys.getPublic())
            .build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()));
    return new TestCertificate(keys, new JcaX509CertificateConverter().getCertificate(holder));
  }

  static KeyPair newKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  /** As a mounted kubernetes.io/tls Secret. */
  void writeTo(Path folder) throws Exception {
    writeTo(folder, pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
  }

  void writeTo(Path folder, String key) throws Exception {
    // Between these two lines the server can read a key and a certificate that do not match.
    Files.writeString(folder.resolve("tls.key"), key);
    Files.writeString(folder.resolve("tls.crt"), pem(certificate));
  }

  String pem() throws Exception {
    return pem(certificate);
  }

  static String pem(Object object) throws Exception {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  /** Of a caller that accepts any server, and shows this certificate where it has one. */
  static SSLContext callerWith(@Nullable TestCertificate shown) throws Exception {
    KeyManager[] keys = null;
    if (shown != null) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setKeyEntry(
          "caller",
          shown.keys.getPrivate(),
          new char[0],
          new X509Certificate[] {shown.certificate});
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {new TrustEveryone()}, null);
    return context;
  }

  /** The tests look at the certificate, so they accept any. */
  private static final class TrustEveryone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
