package io.nauthera.api.policy;

import java.util.Set;

/**
 * What one kind of identity provider can and cannot do. {@code name} is how messages call it.
 * {@code maxUriLength} is in characters, {@code maxNameLength} of display names and client ids in
 * UTF-16 units. The provider names the user of a service account after the client, whose id is then
 * limited to {@code maxServiceAccountIdLength}. {@code responseParameters}, in lower case, are
 * parameters that the provider adds to a redirect URI in its response, and that it does not accept
 * there before. {@code reservedClientIds}, in lower case, are clients that the provider itself
 * needs; so is every id that ends in {@code reservedClientIdSuffix}.
 */
public record ServerProfile(
    String name,
    int maxUriLength,
    int maxNameLength,
    int maxServiceAccountIdLength,
    Set<String> responseParameters,
    Set<String> reservedClientIds,
    String reservedClientIdSuffix,
    boolean idTokenFollowsAccessToken,
    boolean rotatesSecrets) {
  /** Keycloak, as this version of Nauthera drives it. */
  public static final ServerProfile KEYCLOAK =
      new ServerProfile(
          "Keycloak",
          255,
          255,
          255 - "service-account-".length(),
          Set.of(
              "code",
              "id_token",
              "access_token",
              "token_type",
              "expires_in",
              "state",
              "iss",
              "error",
              "error_description",
              "session_state",
              "response",
              "kc_action",
              "kc_action_status"),
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
    responseParameters = Set.copyOf(responseParameters);
    reservedClientIds = Set.copyOf(reservedClientIds);
  }

  /** Whether the parameter, in lower case, belongs to the OAuth response. */
  boolean isOfResponse(String parameter) {
    return responseParameters.contains(parameter);
  }
}
