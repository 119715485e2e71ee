package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Secret of a client: the names of OAuth, the endpoints from discovery, and the keys of the
 * Service Binding specification. Its AuthClient owns it, so both are deleted together.
 */
final class CredentialsSecret {

  private CredentialsSecret() {}

  static Secret of(AuthClient client, RegisteredClient registered, Endpoints endpoints) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(AuthClients.secretName(client))
        .withNamespace(client.getMetadata().getNamespace())
        .addToLabels(Names.MANAGED_BY_LABEL, Names.MANAGED_BY)
        .addToLabels(Names.CLIENT_LABEL, client.getMetadata().getUid())
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
        .withData(data(registered, endpoints))
        .build();
  }

  private static Map<String, String> data(RegisteredClient registered, Endpoints endpoints) {
    Map<String, String> values = new TreeMap<>(endpoints.byName());
    values.put("issuer", endpoints.issuer());
    values.put(AuthApi.CLIENT_ID_KEY, registered.clientId());
    values.put("type", "oauth2");
    values.put("provider", "keycloak");
    values.put("client-id", registered.clientId());
    values.put("issuer-uri", endpoints.issuer());
    String secret = registered.secret();
    if (secret != null) {
      values.put(AuthApi.CLIENT_SECRET_KEY, secret);
      values.put("client-secret", secret);
    }
    values.replaceAll(
        (key, value) -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    return values;
  }

  static boolean isOwnedBy(Secret secret, AuthClient client) {
    return secret.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> client.getMetadata().getUid().equals(owner.getUid()));
  }
}
