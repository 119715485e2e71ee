package io.nauthera.e2e.observability;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.cluster.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;

/** A serving certificate that was valid for 100 days and has a day left. */
final class ExpiringCertificate {
  private static final String NAMESPACE = "nauthera-system";
  private static final String NAME = "nauthera-webhook-tls";

  private ExpiringCertificate() {}

  /** Puts it where the webhook reads it; cert-manager does not renew it any more. */
  static void install(Sandbox sandbox, Path folder) throws IOException, GeneralSecurityException {
    var unused = SelfSignedCertificate.write(folder, "-startdate", "-99d", "-validity", "100");
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withType("kubernetes.io/tls")
            .withStringData(
                Map.of(
                    "tls.crt", Files.readString(folder.resolve("tls.crt")),
                    "tls.key", Files.readString(folder.resolve("tls.key"))))
            .build();
    var unusedDeletion =
        sandbox.kubectl("delete", "certificates.cert-manager.io", NAME, "-n", NAMESPACE).orThrow();
    sandbox.kubernetes().secrets().resource(secret).forceConflicts().serverSideApply();
  }
}
