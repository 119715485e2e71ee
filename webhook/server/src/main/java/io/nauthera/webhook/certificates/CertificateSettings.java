package io.nauthera.webhook.certificates;

import io.nauthera.runtime.Environment;
import java.time.Duration;
import java.util.List;

/**
 * What the self-signed mode knows about the installation.
 *
 * @param secret the Secret that the replicas share
 * @param configuration the name of both webhook configurations
 * @param service the Service that the API server calls
 * @param duration lifetime of a serving certificate
 * @param caDuration lifetime of an authority
 * @param interval how often a replica looks whether all is as it should be
 */
public record CertificateSettings(
    String namespace,
    String secret,
    String configuration,
    String service,
    Duration duration,
    Duration caDuration,
    Duration interval) {
  /** The variable that turns the self-signed mode on. */
  public static final String SECRET_VARIABLE = "NAUTHERA_CERTIFICATE_SECRET";

  public static CertificateSettings of(Environment environment) {
    return new CertificateSettings(
        environment.required("POD_NAMESPACE", "the namespace of the pod"),
        environment.required(SECRET_VARIABLE, "the name of the Secret with the certificates"),
        environment.required(
            "NAUTHERA_WEBHOOK_CONFIGURATION", "the name of the webhook configurations"),
        environment.required("NAUTHERA_SERVICE", "the name of the Service of the webhook"),
        environment.duration("NAUTHERA_CERTIFICATE_DURATION", Duration.ofDays(365)),
        environment.duration("NAUTHERA_CA_DURATION", Duration.ofDays(1825)),
        environment.duration("NAUTHERA_CERTIFICATE_INTERVAL", Duration.ofSeconds(5)));
  }

  /** The names of the Service. The API server uses the third one. */
  List<String> dnsNames() {
    String inNamespace = service + "." + namespace;
    return List.of(service, inNamespace, inNamespace + ".svc", inNamespace + ".svc.cluster.local");
  }
}
