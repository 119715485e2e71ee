package io.nauthera.controller.keycloak;

import jakarta.ws.rs.client.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** Keycloak's admin client, with the time limits that it lacks by default. */
final class AdminClients {
  private static final int CONNECT_SECONDS = 2;
  private static final int READ_SECONDS = 10;
  private static final int CONNECTIONS = 16;

  private AdminClients() {}

  static Keycloak of(KeycloakConnection connection) {
    return KeycloakBuilder.builder()
        .serverUrl(connection.url())
        .realm(connection.realm())
        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
        .clientId(connection.clientId())
        .clientSecret(connection.clientSecret())
        .resteasyClient(client(connection))
        .build();
  }

  private static Client client(KeycloakConnection connection) {
    ResteasyClientBuilder builder =
        new ResteasyClientBuilderImpl()
            .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .readTimeout(READ_SECONDS, TimeUnit.SECONDS);
    builder.connectionPoolSize(CONNECTIONS);
    connection
        .ca()
        .ifPresent(pem -> {
          try {
            builder.sslContext(TrustedAuthorities.context(pem));
          } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
          }
        });
    return builder.build();
  }
}
