package io.nauthera.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/** The files of a webhook's certificate, as in the Secret of the chart, without a CA. */
final class SelfSignedCertificate {
  private static final String PASSWORD = "benchmark";

  private SelfSignedCertificate() {}

  static Certificate write(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("tls.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD,
            "-alias",
            "tls",
            "-keyalg",
            "EC",
            "-dname",
            "CN=webhook",
            "-ext",
            "SAN=IP:127.0.0.1");
    var keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Certificate own = keys.getCertificate("tls");
    byte[] key = keys.getKey("tls", PASSWORD.toCharArray()).getEncoded();
    writePem(folder.resolve("tls.crt"), "CERTIFICATE", own.getEncoded());
    writePem(folder.resolve("tls.key"), "PRIVATE KEY", key);
    return own;
  }

  private static void writePem(Path file, String type, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type));
  }
}
