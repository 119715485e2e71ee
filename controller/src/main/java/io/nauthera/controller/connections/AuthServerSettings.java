package io.nauthera.controller.connections;

import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.mapping.RealmAddress;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import io.nauthera.api.v1alpha1.AuthServerSpec.MissingScopes;
import io.nauthera.api.v1alpha1.SecretRef;
import io.nauthera.controller.provisioning.Realms.RealmSettings;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a realm from an AuthServer. */
public final class AuthServerSettings {
  private AuthServerSettings() {}

  public static RealmSettings of(AuthServer server) {
    AuthServerSpec spec = server.getSpec();
    AuthServerSpec.@Nullable Keycloak keycloak = spec.keycloak();
    RealmAddress address = RealmAddress.of(spec);
    SecretRef credentials = keycloak == null ? null : keycloak.credentialsSecretRef();
    SecretRef ca = keycloak == null ? null : keycloak.caSecretRef();
    return new RealmSettings(
        AuthServers.name(server),
        spec.issuerUrl(),
        address.baseUrl(),
        keycloak != null && keycloak.url() != null,
        address.realm(),
        credentials == null
            ? server.getMetadata().getName() + AuthApi.SERVER_CREDENTIALS_SUFFIX
            : credentials.name(),
        ca == null ? null : ca.name(),
        keycloak == null || keycloak.missingScopes() != MissingScopes.Refuse);
  }
}
