package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.process.SecretFiles;
import java.nio.file.Path;

/** Writes kubeconfig files: the address of the API server and the certificate of one user. */
final class Kubeconfig {
  private Kubeconfig() {}

  static Path withCertificate(Path file, String server, Pki pki, String user) {
    SecretFiles.write(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: sandbox
        contexts:
        - name: sandbox
          context: {cluster: sandbox, user: sandbox, namespace: default}
        clusters:
        - name: sandbox
          cluster: {server: "%s", certificate-authority-data: "%s"}
        users:
        - name: sandbox
          user: {client-certificate-data: "%s", client-key-data: "%s"}
        """
            .formatted(
                server,
                pki.base64("ca.crt"),
                pki.base64(user + ".crt"),
                pki.base64(user + ".key")));
    return file;
  }
}
