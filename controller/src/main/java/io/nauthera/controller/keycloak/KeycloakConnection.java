package io.nauthera.controller.keycloak;

import org.jspecify.annotations.Nullable;

/**
 * How to reach a realm: base URL, realm, issuer, and a service account of the realm. {@code caPem}
 * are certificate authorities to trust besides those of the system; null if there are none.
 */
public record KeycloakConnection(
    String url,
    String realm,
    String issuerUrl,
    String clientId,
    String clientSecret,
    @Nullable String caPem) {

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "KeycloakConnection[" + url + " " + realm + " " + clientId + "]";
  }
}
