package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.process.SecretFiles;
import java.nio.file.Path;

/** What the API server records: each request of Nauthera's programs, without its content. */
final class AuditPolicy {
  private AuditPolicy() {}

  /** Writes what --audit-policy-file needs, and returns that file. */
  static Path write(Path folder) {
    var policy = folder.resolve("audit-policy.yaml");
    SecretFiles.write(
        policy,
        """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: Metadata
          userGroups: ["system:serviceaccounts:%s"]
        - level: None
        """
            .formatted(Helm.NAMESPACE));
    return policy;
  }
}
