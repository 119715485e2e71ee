package io.nauthera.api.policy;

import java.util.Set;

/**
 * What one kind of identity provider can and cannot do. {@code name} is how messages call it.
 * {@code maxUriLength} is in characters. {@code reservedClientIds}, in lower case, are clients that
 * the provider itself needs; so is every id that ends in {@code reservedClientIdSuffix}.
 */
public record ServerProfile(
    String name,
    int maxUriLength,
    Set<String> reservedClientIds,
    String reservedClientIdSuffix,
    boolean idTokenFollowsAccessToken,
    boolean rotatesSecrets) {
  /** Keycloak, as this version of Nauthera drives it. */
  public static final ServerProfile KEYCLOAK =
      new ServerProfile(
          "Keycloak",
          255,
          Set.of(
              "account",
              "account-console",
              "admin-cli",
              "admin-permissions",
              "broker",
              "realm-management",
              "security-admin-console"),
          "-realm",
          true,
          false);

  public ServerProfile {
    reservedClientIds = Set.copyOf(reservedClientIds);
  }
}
