package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.process.SecretFiles;
import java.nio.file.Path;

/** The client certificate that the API server shows to the webhook, if the webhook asks for one. */
final class WebhookCredentials {
  private WebhookCredentials() {}

  /** Writes what --admission-control-config-file needs, and returns that file. */
  static Path write(Path folder, Pki pki) {
    var kubeconfig = folder.resolve("webhooks.kubeconfig");
    SecretFiles.write(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        users:
        - name: nauthera-webhook.%s.svc:%d
          user: {client-certificate: "%s", client-key: "%s"}
        """
            .formatted(
                Helm.NAMESPACE,
                Helm.SERVICE_PORT,
                pki.file("webhooks.crt"),
                pki.file("webhooks.key")));
    var configuration = folder.resolve("admission.yaml");
    SecretFiles.write(
        configuration,
        """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AdmissionConfiguration
        plugins:
        - name: MutatingAdmissionWebhook
          configuration:
            apiVersion: apiserver.config.k8s.io/v1
            kind: WebhookAdmissionConfiguration
            kubeConfigFile: "%1$s"
        - name: ValidatingAdmissionWebhook
          configuration:
            apiVersion: apiserver.config.k8s.io/v1
            kind: WebhookAdmissionConfiguration
            kubeConfigFile: "%1$s"
        """
            .formatted(kubeconfig));
    return configuration;
  }
}
