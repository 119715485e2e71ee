package io.nauthera.generate;

/** What each kind is for, as {@code kubectl explain} and the reference pages say it. */
final class Descriptions {
  private Descriptions() {}

  static String of(String kind) {
    return switch (kind) {
      case "AuthClient" ->
          "An OAuth 2.0 client that a developer asks for. Where the governing AuthPolicies allow it, it is registered at its"
              + " AuthServer and its credentials are written to a Secret.";
      case "AuthPolicy" ->
          "What the AuthClients that it governs may be, and what they get. Lives in the namespace of the AuthServer. Of"
              + " several policies the strictest wins.";
      case "AuthServer" ->
          "A realm of an authorization server (Keycloak) that clients are registered at.";
      case "UserStore" -> "Where the users of an AuthServer come from.";
      default -> throw new IllegalArgumentException("kind " + kind + " has no description");
    };
  }
}
