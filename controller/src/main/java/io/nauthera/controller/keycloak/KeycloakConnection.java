package io.nauthera.controller.keycloak;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a realm: Keycloak's base URL, the realm, a service account of that realm, and the
 * authorities (PEM) to verify the server's certificate against beside the system's; null where
 * those suffice.
 */
public record KeycloakConnection(
    String url, String realm, String clientId, String clientSecret, @Nullable String caPem) {
  public Optional<String> ca() {
    return Optional.ofNullable(caPem);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "KeycloakConnection[" + url + " " + realm + " " + clientId + "]";
  }
}
