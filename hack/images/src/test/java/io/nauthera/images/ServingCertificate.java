package io.nauthera.images;

import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A self-signed certificate with its key, as a Secret is mounted. */
final class ServingCertificate {
  private ServingCertificate() {}

  /** Writes tls.crt and tls.key. */
  static void write(Path folder) throws Exception {
    var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var name = new X500Name("CN=nauthera-webhook");
    var now = Instant.now();
    var certificate =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofHours(1))),
                name,
                keys.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
    Files.writeString(folder.resolve("tls.crt"), pem(certificate));
    Files.writeString(folder.resolve("tls.key"), pem(keys.getPrivate()));
  }

  private static String pem(Object value) throws Exception {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(value);
    }
    return text.toString();
  }
}
