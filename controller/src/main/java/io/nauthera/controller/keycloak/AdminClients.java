package io.nauthera.controller.keycloak;

import jakarta.ws.rs.client.Client;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** Creates admin clients with time limits; by default they have none. */
final class AdminClients {
  private static final int CONNECT_SECONDS = 2;
  private static final int READ_SECONDS = 10;
  private static final int CONNECTIONS = 16;

  private AdminClients() {}

  static Keycloak of(KeycloakConnection connection) throws IOException {
    return KeycloakBuilder.builder()
        .serverUrl(connection.url())
        .realm(connection.realm())
        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
        .clientId(connection.clientId())
        .clientSecret(connection.clientSecret())
        .resteasyClient(client(connection))
        .build();
  }

  private static Client client(KeycloakConnection connection) throws IOException {
    ResteasyClientBuilder builder =
        new ResteasyClientBuilderImpl()
            .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .readTimeout(READ_SECONDS, TimeUnit.SECONDS);
    builder.connectionPoolSize(CONNECTIONS);
    String caPem = connection.caPem();
    if (caPem != null) {
      builder.sslContext(TrustedAuthorities.context(caPem));
    }
    return builder.build();
  }
}
