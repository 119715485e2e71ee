package io.nauthera.controller.keycloak;

import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.Realm;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/** A realm of Keycloak, used as a service account of that realm. */
public final class KeycloakRealm implements Realm {
  private final KeycloakConnection connection;
  private final Keycloak keycloak;
  private final RealmResource realm;
  private final KeycloakErrors errors;
  private final ClientRegistry clients;
  private @Nullable Endpoints endpoints;

  private KeycloakRealm(KeycloakConnection connection, Keycloak keycloak) {
    this.connection = connection;
    this.keycloak = keycloak;
    this.realm = keycloak.realm(connection.realm());
    this.errors = new KeycloakErrors(connection);
    this.clients = new KeycloakClientRegistry(realm, errors);
  }

  /**
   * Calls nothing at the server yet.
   *
   * @throws IOException if {@code caPem} contains no usable certificate; the message says so
   */
  public static KeycloakRealm connect(KeycloakConnection connection) throws IOException {
    return new KeycloakRealm(connection, AdminClients.of(connection));
  }

  @Override
  public ClientRegistry clients() {
    return clients;
  }

  @Override
  public synchronized Discovery endpoints() {
    if (endpoints != null) {
      return endpoints;
    }
    Discovery discovery = OpenIdDiscovery.fetch(connection.issuerUrl(), connection.caPem());
    if (discovery instanceof Endpoints found) {
      endpoints = found;
    }
    return discovery;
  }

  @Override
  public Health health() {
    try {
      var unused =
          KeycloakClientRegistry.withFreshToken(() -> {
            var unusedLimits = SessionLimits.of(realm.toRepresentation());
            return realm.clients().findByClientId("account");
          });
      return new Health(null, version());
    } catch (WebApplicationException | ProcessingException e) {
      return new Health(errors.unavailable(e), null);
    }
  }

  private @Nullable String version() {
    try {
      var system = keycloak.serverInfo().getInfo().getSystemInfo();
      return system == null ? null : system.getVersion();
    } catch (ForbiddenException | NotFoundException e) {
      return null;
    }
  }

  @Override
  public void close() {
    keycloak.close();
  }
}
