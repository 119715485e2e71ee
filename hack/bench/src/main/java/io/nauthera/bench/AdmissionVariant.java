package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.cluster.SelfSignedCertificate;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Ports;
import io.nauthera.sandbox.tools.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What a creation passes through. Each variant has a namespace of its own. */
enum AdmissionVariant {
  NONE("bench-none", "no admission"),
  CEL("bench-cel", "ValidatingAdmissionPolicy"),
  FLOOR("bench-floor", "floor, called twice"),
  POLICY_AND_FLOOR("bench-policy-floor", "defaulting Policy, then floor"),
  WEBHOOK(SampleCluster.TEAM, "Nauthera, defaulting Webhook"),
  POLICY("bench-policy", "Nauthera, defaulting Policy");

  /** The webhook configurations of the chart. */
  private static final String NAUTHERA = "nauthera";

  private final String namespace;
  private final String title;

  AdmissionVariant(String namespace, String title) {
    this.namespace = namespace;
    this.title = title;
  }

  String namespace() {
    return namespace;
  }

  String title() {
    return title;
  }

  /** Whether it refuses what the policies of the benchmark forbid. */
  boolean refuses() {
    return switch (this) {
      case NONE, FLOOR, POLICY_AND_FLOOR -> false;
      case CEL, WEBHOOK, POLICY -> true;
    };
  }

  /**
   * Installs what the namespaces need, except Nauthera itself. The floor runs until it is killed.
   */
  static LocalProcess install(Sandbox sandbox)
      throws IOException, InterruptedException, GeneralSecurityException {
    LocalProcess floor = installFloor(sandbox);
    sandbox.skipAdmission(
        NONE.namespace, CEL.namespace, FLOOR.namespace, POLICY_AND_FLOOR.namespace);
    var mutating =
        sandbox.kubernetes().admissionRegistration().v1().mutatingWebhookConfigurations();
    var unused =
        mutating
            .withName(NAUTHERA)
            .edit(configuration -> {
              configuration
                  .getWebhooks()
                  .forEach(webhook ->
                      webhook.setNamespaceSelector(
                          namespaces("NotIn", NONE, CEL, FLOOR, POLICY_AND_FLOOR, POLICY)));
              return configuration;
            });
    String policy =
        sandbox
            .helm(
                "template",
                NAUTHERA,
                "charts/nauthera",
                "--set=webhook.defaulting=Policy",
                "--show-only=templates/defaulting-policy.yaml")
            .orThrow()
            .stdout();
    var unusedToo =
        sandbox
            .kubectlReading(
                policy.stripTrailing()
                    + "\n  matchResources: {namespaceSelector: {matchExpressions: [{key:"
                    + " kubernetes.io/metadata.name, operator: In, values: [%s, %s]}]}}\n"
                        .formatted(POLICY.namespace, POLICY_AND_FLOOR.namespace),
                "apply",
                "-f",
                "-")
            .orThrow();
    return floor;
  }

  /** It is called in the same two places as Nauthera, with the same conditions. */
  private static LocalProcess installFloor(Sandbox sandbox)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = Files.createDirectories(sandbox.folder().resolve("floor"));
    var unusedCertificate = SelfSignedCertificate.write(folder, "-ext", "SAN=IP:127.0.0.1");
    String address = "127.0.0.1:" + Ports.free();
    var floor =
        LocalProcess.isolated(
            "floor",
            folder,
            List.of(
                sandbox.tool(Tool.FLOOR).toString(),
                address,
                folder.resolve("tls.crt").toString(),
                folder.resolve("tls.key").toString()),
            Map.of());
    floor.start();
    WebhookClientConfig called =
        new WebhookClientConfigBuilder()
            .withUrl("https://" + address + "/")
            .withCaBundle(
                Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("tls.crt"))))
            .build();
    KubernetesClient kubernetes = sandbox.kubernetes();
    var admission = kubernetes.admissionRegistration().v1();
    var mutating = admission.mutatingWebhookConfigurations().withName(NAUTHERA).require();
    mutating.setMetadata(new ObjectMetaBuilder().withName("floor").build());
    mutating
        .getWebhooks()
        .forEach(webhook -> {
          webhook.setClientConfig(called);
          webhook.setNamespaceSelector(namespaces("In", FLOOR));
        });
    var validating = admission.validatingWebhookConfigurations().withName(NAUTHERA).require();
    validating.setMetadata(new ObjectMetaBuilder().withName("floor").build());
    validating
        .getWebhooks()
        .forEach(webhook -> {
          webhook.setClientConfig(called);
          webhook.setNamespaceSelector(namespaces("In", FLOOR, POLICY_AND_FLOOR));
        });
    var unused = kubernetes.resource(mutating).create();
    var unusedToo = kubernetes.resource(validating).create();
    return floor;
  }

  private static LabelSelector namespaces(String operator, AdmissionVariant... variants) {
    return new LabelSelectorBuilder()
        .addNewMatchExpression()
        .withKey("kubernetes.io/metadata.name")
        .withOperator(operator)
        .withValues(List.of(variants).stream().map(AdmissionVariant::namespace).toList())
        .endMatchExpression()
        .build();
  }
}
