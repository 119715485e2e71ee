package io.nauthera.generate;

/** Describes each kind, for {@code kubectl explain} and the reference pages. */
final class KindDescriptions {
  private KindDescriptions() {}

  static String of(String kind) {
    return switch (kind) {
      case "AuthClient" ->
          "An OAuth 2.0 client that a developer asks for. If the governing AuthPolicies allow it, it is registered at its"
              + " AuthServer, and its credentials are written to a Secret.";
      case "AuthPolicy" ->
          "What the governed AuthClients may ask for, and which settings they get. It must be in the namespace of the"
              + " AuthServer. If several policies govern a client, the strictest applies.";
      case "AuthServer" ->
          "A realm of an authorization server (Keycloak), at which clients are registered.";
      case "UserStore" -> "A directory that contains the users of an AuthServer.";
      default -> throw new IllegalArgumentException("kind " + kind + " has no description");
    };
  }
}
