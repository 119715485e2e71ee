package io.nauthera.webhook.certificates;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.webhook.certificates.WebhookConfiguration.Kind;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cluster through its API server. */
record KubernetesCluster(KubernetesClient kubernetes, CertificateSettings settings)
    implements Cluster {
  /** Owns caBundle and nothing else, so that Helm and GitOps tools leave it alone. */
  private static final String FIELD_MANAGER = "nauthera-webhook";

  private static final Map<String, String> LABELS =
      Map.of(
          "app.kubernetes.io/part-of", "nauthera",
          "app.kubernetes.io/component", "webhook",
          "app.kubernetes.io/managed-by", FIELD_MANAGER);

  @Override
  public List<WebhookConfiguration> configurations() {
    var admission = kubernetes.admissionRegistration().v1();
    String name = settings.configuration();
    return Stream.of(
            Optional.ofNullable(admission.validatingWebhookConfigurations().withName(name).get())
                .map(found ->
                    configuration(
                        Kind.VALIDATING,
                        found.getMetadata(),
                        found.getWebhooks(),
                        ValidatingWebhook::getName,
                        ValidatingWebhook::getClientConfig)),
            Optional.ofNullable(admission.mutatingWebhookConfigurations().withName(name).get())
                .map(found ->
                    configuration(
                        Kind.MUTATING,
                        found.getMetadata(),
                        found.getWebhooks(),
                        MutatingWebhook::getName,
                        MutatingWebhook::getClientConfig)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static <W> WebhookConfiguration configuration(
      Kind kind,
      ObjectMeta metadata,
      List<W> webhooks,
      Function<W, String> name,
      Function<W, WebhookClientConfig> clientConfig) {
    return new WebhookConfiguration(
        kind,
        metadata.getResourceVersion(),
        webhooks.stream()
            .collect(
                Collectors.toMap(
                    name,
                    webhook ->
                        Objects.requireNonNullElse(
                            clientConfig.apply(webhook).getCaBundle(), ""))));
  }

  @Override
  public Optional<Content> secret() {
    return Optional.ofNullable(read())
        .map(found -> {
          var data = new TreeMap<String, byte[]>();
          Objects.requireNonNullElse(found.getData(), Map.<String, String>of())
              .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
          return new Content(found.getMetadata().getResourceVersion(), data);
        });
  }

  private @Nullable Secret read() {
    return kubernetes.secrets().inNamespace(settings.namespace()).withName(settings.secret()).get();
  }

  @Override
  public boolean create(Map<String, byte[]> data) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(settings.namespace())
            .withName(settings.secret())
            .withLabels(LABELS)
            .endMetadata()
            .withType("Opaque")
            .withData(encoded(data))
            .build();
    return succeeds(() -> kubernetes.secrets().resource(secret).create());
  }

  @Override
  public boolean replace(Content before, Map<String, byte[]> data) {
    Secret found = read();
    if (found == null || !found.getMetadata().getResourceVersion().equals(before.version())) {
      return false;
    }
    Secret changed = new SecretBuilder(found).withData(encoded(data)).build();
    return succeeds(() -> kubernetes.secrets().resource(changed).update());
  }

  private static Map<String, String> encoded(Map<String, byte[]> data) {
    var encoded = new TreeMap<String, String>();
    data.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value)));
    return encoded;
  }

  @Override
  public boolean inject(WebhookConfiguration configuration, String bundle) {
    var clientConfig = new WebhookClientConfig();
    clientConfig.setCaBundle(bundle);
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withName(settings.configuration())
            .withResourceVersion(configuration.version())
            .build();
    List<String> webhooks = List.copyOf(configuration.bundles().keySet());
    HasMetadata applied =
        switch (configuration.kind()) {
          case VALIDATING ->
              new ValidatingWebhookConfigurationBuilder()
                  .withMetadata(metadata)
                  .withWebhooks(
                      webhooks.stream()
                          .map(name ->
                              new ValidatingWebhookBuilder()
                                  .withName(name)
                                  .withClientConfig(clientConfig)
                                  .build())
                          .toList())
                  .build();
          case MUTATING ->
              new MutatingWebhookConfigurationBuilder()
                  .withMetadata(metadata)
                  .withWebhooks(
                      webhooks.stream()
                          .map(name ->
                              new MutatingWebhookBuilder()
                                  .withName(name)
                                  .withClientConfig(clientConfig)
                                  .build())
                          .toList())
                  .build();
        };
    return succeeds(() ->
        kubernetes
            .resource(applied)
            .fieldManager(FIELD_MANAGER)
            .forceConflicts()
            .serverSideApply());
  }

  /** False if the object has been changed, created or deleted by another client meanwhile. */
  private static boolean succeeds(Runnable call) {
    try {
      call.run();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }
}
