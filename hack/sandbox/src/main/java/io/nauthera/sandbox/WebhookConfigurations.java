package io.nauthera.sandbox;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The webhook configurations of Nauthera in a cluster. */
record WebhookConfigurations(KubernetesClient kubernetes) {
  private static final Map<String, String> NAUTHERA =
      Map.of("app.kubernetes.io/part-of", "nauthera");

  /** A namespace for whose objects the webhooks are called. */
  String anyNamespace() {
    return kubernetes
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withLabels(NAUTHERA)
        .list()
        .getItems()
        .stream()
        .flatMap(configuration -> configuration.getWebhooks().stream())
        .map(ValidatingWebhook::getNamespaceSelector)
        .filter(Objects::nonNull)
        .flatMap(selector -> selector.getMatchExpressions().stream())
        .filter(expression -> expression.getOperator().equals("In"))
        .map(expression -> expression.getValues().getFirst())
        .findFirst()
        .orElse("default");
  }

  boolean haveCaBundle() {
    var admission = kubernetes.admissionRegistration().v1();
    Stream<WebhookClientConfig> validating =
        admission.validatingWebhookConfigurations().withLabels(NAUTHERA).list().getItems().stream()
            .flatMap(configuration -> configuration.getWebhooks().stream())
            .map(webhook -> webhook.getClientConfig());
    Stream<WebhookClientConfig> mutating =
        admission.mutatingWebhookConfigurations().withLabels(NAUTHERA).list().getItems().stream()
            .flatMap(configuration -> configuration.getWebhooks().stream())
            .map(webhook -> webhook.getClientConfig());
    return Stream.concat(validating, mutating)
        .allMatch(config -> config.getCaBundle() != null && !config.getCaBundle().isEmpty());
  }

  /** Excludes exactly these namespaces from all webhooks. */
  void exclude(List<String> namespaces) {
    var selector = new LabelSelector();
    if (!namespaces.isEmpty()) {
      selector =
          new LabelSelectorBuilder()
              .addNewMatchExpression()
              .withKey("kubernetes.io/metadata.name")
              .withOperator("NotIn")
              .withValues(namespaces)
              .endMatchExpression()
              .build();
    }
    var admission = kubernetes.admissionRegistration().v1();
    for (var configuration :
        admission.validatingWebhookConfigurations().withLabels(NAUTHERA).list().getItems()) {
      for (var webhook : configuration.getWebhooks()) {
        webhook.setNamespaceSelector(selector);
      }
      var unused = kubernetes.resource(configuration).update();
    }
    for (var configuration :
        admission.mutatingWebhookConfigurations().withLabels(NAUTHERA).list().getItems()) {
      for (var webhook : configuration.getWebhooks()) {
        webhook.setNamespaceSelector(selector);
      }
      var unused = kubernetes.resource(configuration).update();
    }
  }
}
