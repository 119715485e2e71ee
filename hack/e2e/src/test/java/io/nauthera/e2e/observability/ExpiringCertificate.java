package io.nauthera.e2e.observability;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;

/** A serving certificate that was valid for 100 days and has a day left. */
final class ExpiringCertificate {
  private static final String NAMESPACE = "nauthera-system";
  private static final String NAME = "nauthera-webhook-tls";
  private static final String PASSWORD = "password";

  private ExpiringCertificate() {}

  /** Puts it where the webhook reads it; cert-manager does not renew it any more. */
  static void install(Sandbox sandbox, Path folder) throws Exception {
    Path store = folder.resolve("expiring.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var unused =
        Command.of(
                keytool,
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
                "CN=webhook",
                "-startdate",
                "-99d",
                "-validity",
                "100")
            .run()
            .orThrow();
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withType("kubernetes.io/tls")
            .withStringData(
                Map.of(
                    "tls.crt", pem("CERTIFICATE", keys.getCertificate("tls").getEncoded()),
                    "tls.key",
                        pem(
                            "PRIVATE KEY",
                            keys.getKey("tls", PASSWORD.toCharArray()).getEncoded())))
            .build();
    var unusedDeletion =
        sandbox.kubectl("delete", "certificates.cert-manager.io", NAME, "-n", NAMESPACE).orThrow();
    sandbox.kubernetes().secrets().resource(secret).forceConflicts().serverSideApply();
  }

  private static String pem(String type, byte[] der) {
    var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, base64.encodeToString(der), type);
  }
}
