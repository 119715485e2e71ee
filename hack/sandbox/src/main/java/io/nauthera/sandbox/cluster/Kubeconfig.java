package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.process.SecretFiles;
import java.nio.file.Path;

/** Writes kubeconfig files: the address of the API server and the credentials of one user. */
final class Kubeconfig {
  private Kubeconfig() {}

  static Path withCertificate(Path file, String server, Pki pki, String user) {
    var credentials =
        "{client-certificate-data: \"%s\", client-key-data: \"%s\"}"
            .formatted(pki.base64(user + ".crt"), pki.base64(user + ".key"));
    return write(file, "default", server, pki, credentials);
  }

  static Path withToken(Path file, String server, Pki pki, String namespace, String token) {
    return write(file, namespace, server, pki, "{token: \"%s\"}".formatted(token));
  }

  private static Path write(
      Path file, String namespace, String server, Pki pki, String credentials) {
    SecretFiles.write(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: sandbox
        contexts:
        - name: sandbox
          context: {cluster: sandbox, user: sandbox, namespace: "%s"}
        clusters:
        - name: sandbox
          cluster: {server: "%s", certificate-authority-data: "%s"}
        users:
        - name: sandbox
          user: %s
        """
            .formatted(namespace, server, pki.base64("ca.crt"), credentials));
    return file;
  }
}
