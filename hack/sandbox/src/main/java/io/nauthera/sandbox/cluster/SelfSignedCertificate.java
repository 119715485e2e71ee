package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/** The files of a webhook's certificate, as in the Secret of the chart, without a CA. */
public final class SelfSignedCertificate {
  private static final String PASSWORD = "password";

  private SelfSignedCertificate() {}

  /**
   * Writes tls.crt and tls.key.
   *
   * @param options of {@code keytool -genkeypair}, e.g. {@code -validity 1}
   */
  public static Certificate write(Path folder, String... options)
      throws IOException, GeneralSecurityException {
    Path store = folder.resolve("tls.p12");
    var unused =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool"),
                "-genkeypair",
                "-keystore",
                store,
                "-storepass",
                PASSWORD,
                "-alias",
                "tls",
                "-keyalg",
                "EC",
                "-dname",
                "CN=webhook")
            .and(List.of(options))
            .run()
            .orThrow();
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
