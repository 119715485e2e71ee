package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.SecretTemplate;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Secret of a client: the names of OAuth, the endpoints from discovery, the keys of the Service
 * Binding specification and of Spring Cloud Bindings, and what its template adds. Its AuthClient
 * owns it, so both are deleted together.
 */
final class CredentialsSecret {

  private CredentialsSecret() {}

  static Secret of(
      AuthClient client,
      PublishedSettings settings,
      RegisteredClient registered,
      Endpoints endpoints) {
    SecretTemplate template = client.getSpec().secretTemplate();
    Map<String, String> labels = allowed(template == null ? null : template.labels());
    Map<String, String> annotations = allowed(template == null ? null : template.annotations());
    AppliedTemplate applied = AppliedTemplate.of(labels, annotations);
    if (!applied.isEmpty()) {
      annotations.put(AuthApi.TEMPLATE_ANNOTATION, applied.record());
    }
    labels.put(AuthApi.MANAGED_BY_LABEL, Names.MANAGED_BY);
    labels.put(AuthApi.CLIENT_LABEL, client.getMetadata().getUid());
    return new SecretBuilder()
        .withNewMetadata()
        .withName(AuthClients.secretName(client))
        .withNamespace(client.getMetadata().getNamespace())
        .withLabels(labels)
        .withAnnotations(annotations)
        .addToOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(client.getApiVersion())
                .withKind(client.getKind())
                .withName(client.getMetadata().getName())
                .withUid(client.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .endMetadata()
        .withType("servicebinding.io/oauth2")
        .withData(data(template, settings, registered, endpoints))
        .build();
  }

  /** Admission refuses reserved names, but it can have been bypassed. */
  private static Map<String, String> allowed(@Nullable Map<String, String> given) {
    Map<String, String> allowed = new TreeMap<>(given == null ? Map.of() : given);
    allowed.keySet().removeIf(AuthApi::isReserved);
    return allowed;
  }

  private static Map<String, String> data(
      @Nullable SecretTemplate template,
      PublishedSettings settings,
      RegisteredClient registered,
      Endpoints endpoints) {
    Map<String, String> own = own(settings, registered, endpoints);
    Map<String, String> values = new TreeMap<>();
    Map<String, String> more = template == null ? null : template.data();
    if (more != null) {
      more.forEach((key, source) -> {
        String value = own.get(source);
        if (value != null && !AuthApi.isSecretKey(key)) {
          values.put(key, value);
        }
      });
    }
    values.putAll(own);
    values.replaceAll(
        (key, value) -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    return values;
  }

  private static Map<String, String> own(
      PublishedSettings settings, RegisteredClient registered, Endpoints endpoints) {
    Map<String, String> values = new TreeMap<>(endpoints.byName());
    values.put("issuer", endpoints.issuer());
    values.put(AuthApi.CLIENT_ID_KEY, registered.clientId());
    values.put("type", "oauth2");
    values.put("provider", "keycloak");
    values.put("client-id", registered.clientId());
    values.put("issuer-uri", endpoints.issuer());
    values.put("client-authentication-method", settings.authentication().toString());
    grant(settings.grantTypes())
        .ifPresent(grant -> values.put("authorization-grant-type", grant.toString()));
    if (!settings.scopes().isEmpty()) {
      // Spring separates the entries of a list by commas.
      values.put("scope", String.join(",", settings.scopes().stream().sorted().toList()));
    }
    String secret = registered.secret();
    if (secret != null && hasSecret(settings.authentication())) {
      values.put(AuthApi.CLIENT_SECRET_KEY, secret);
      values.put("client-secret", secret);
    }
    return values;
  }

  /** The one grant that a registration in Spring names: the one with a login if there is one. */
  private static Optional<GrantType> grant(Set<GrantType> grants) {
    return grants.stream()
        .filter(grant -> grant != GrantType.REFRESH_TOKEN)
        .min(
            Comparator.comparing((GrantType grant) -> grant != GrantType.AUTHORIZATION_CODE)
                .thenComparing(grant -> grant != GrantType.CLIENT_CREDENTIALS)
                .thenComparing(Comparator.naturalOrder()));
  }

  static boolean hasSecret(ClientAuthenticationMethod method) {
    return switch (method) {
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, CLIENT_SECRET_JWT -> true;
      case PRIVATE_KEY_JWT, NONE -> false;
    };
  }

  static boolean isOwnedBy(Secret secret, AuthClient client) {
    return secret.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> client.getMetadata().getUid().equals(owner.getUid()));
  }

  /** The AuthClient that owns the Secret. */
  static Optional<OwnerReference> owner(Secret secret) {
    return secret.getMetadata().getOwnerReferences().stream()
        .filter(owner ->
            "AuthClient".equals(owner.getKind())
                && owner.getApiVersion().startsWith(AuthApi.GROUP + "/"))
        .findFirst();
  }

  /** The Secret with what is desired. Labels, annotations and owners that others added stay. */
  static Secret merged(Secret actual, Secret desired) {
    AppliedTemplate before = AppliedTemplate.on(actual);
    Map<String, String> labels = without(actual.getMetadata().getLabels(), before.labels());
    Map<String, String> annotations =
        without(actual.getMetadata().getAnnotations(), before.annotations());
    annotations.remove(AuthApi.TEMPLATE_ANNOTATION);
    labels.putAll(desired.getMetadata().getLabels());
    annotations.putAll(desired.getMetadata().getAnnotations());
    return actual
        .edit()
        .editMetadata()
        .withLabels(labels)
        .withAnnotations(annotations)
        .endMetadata()
        .withType(desired.getType())
        .withData(desired.getData())
        .build();
  }

  private static Map<String, String> without(
      @Nullable Map<String, String> actual, Set<String> keys) {
    Map<String, String> rest = new TreeMap<>(actual == null ? Map.of() : actual);
    rest.keySet().removeAll(keys);
    return rest;
  }
}
