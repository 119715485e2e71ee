package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SecretFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The CA, certificates and keys of one control plane, as PEM files in its folder. */
final class Pki {
  private static final Duration VALIDITY = Duration.ofDays(365);
  private static final X500Name CA = new X500Name("CN=nauthera-sandbox-ca");

  private final Path folder;
  private final KeyPair caKeys = rsa();

  private Pki(Path folder) {
    this.folder = Folders.create(folder);
  }

  static Pki create(Path folder, ClusterAddresses addresses) {
    var pki = new Pki(folder);
    pki.writeCa();
    pki.issueServer(
        "apiserver",
        List.of(
            "localhost",
            "kubernetes",
            "kubernetes.default",
            "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local"),
        Stream.of("127.0.0.1", addresses.apiServer(), addresses.kubernetesService())
            .distinct()
            .toList());
    pki.issueClient("admin", "O=system:masters,CN=sandbox-admin");
    pki.issueClient("kcm", "CN=system:kube-controller-manager");
    pki.issueClient("webhooks", "CN=kube-apiserver-webhooks");
    if (addresses.haveNodes()) {
      pki.issueClient("apiserver-kubelet-client", "O=system:masters,CN=kube-apiserver");
      pki.issueClient("kubelet", "O=system:nodes,CN=system:node:" + ControlPlane.NODE_NAME);
      pki.issueClient("kube-scheduler", "CN=system:kube-scheduler");
      pki.issueClient("kube-proxy", "CN=system:kube-proxy");
    }
    var tokens = rsa();
    pki.write("sa.key", "PRIVATE KEY", tokens.getPrivate().getEncoded());
    pki.write("sa.pub", "PUBLIC KEY", tokens.getPublic().getEncoded());
    return pki;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  String base64(String name) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeCa() {
    try {
      var builder =
          builder(CA, caKeys)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
              .addExtension(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(
                      KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
      write("ca.crt", "CERTIFICATE", builder.build(signer(caKeys.getPrivate())).getEncoded());
      write("ca.key", "PRIVATE KEY", caKeys.getPrivate().getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void issueServer(String name, List<String> dns, List<String> addresses) {
    var names =
        Stream.concat(
                dns.stream().map(value -> new GeneralName(GeneralName.dNSName, value)),
                addresses.stream().map(value -> new GeneralName(GeneralName.iPAddress, value)))
            .toArray(GeneralName[]::new);
    issue(name, new X500Name("CN=" + name), KeyPurposeId.id_kp_serverAuth, new GeneralNames(names));
  }

  private void issueClient(String name, String subject) {
    issue(
        name,
        new X500Name(subject),
        KeyPurposeId.id_kp_clientAuth,
        new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
  }

  private void issue(String name, X500Name subject, KeyPurposeId purpose, GeneralNames names) {
    try {
      var keys = rsa();
      var builder =
          builder(subject, keys)
              .addExtension(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
              .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
              .addExtension(Extension.subjectAlternativeName, false, names);
      var certificate = builder.build(signer(caKeys.getPrivate()));
      write(name + ".crt", "CERTIFICATE", certificate.getEncoded());
      write(name + ".key", "PRIVATE KEY", keys.getPrivate().getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair keys) {
    var now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        CA,
        new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(VALIDITY)),
        subject,
        keys.getPublic());
  }

  private static org.bouncycastle.operator.ContentSigner signer(PrivateKey key)
      throws OperatorCreationException {
    return new JcaContentSignerBuilder("SHA256withRSA").build(key);
  }

  // The API server, client-go and fabric8 can all read RSA keys in PKCS #8.
  private static KeyPair rsa() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String name, String type, byte[] der) {
    var body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    SecretFiles.write(
        file(name), "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type));
  }
}
