package io.nauthera.api.policy;

import io.nauthera.api.policy.Policy.ExistingClients;
import io.nauthera.api.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A setting of a policy that the server cannot apply. {@code message} names the field and fits on
 * one line of a warning (120 characters).
 */
public record UnsupportedSetting(Kind kind, String message) {
  /** Which setting it is. */
  public enum Kind {
    ID_TOKEN_LIFETIME,
    SECRET_ROTATION,
    EXISTING_CLIENTS
  }

  public static List<UnsupportedSetting> of(Policy policy, ServerProfile server) {
    return Stream.of(idTokenLifetime(policy, server), rotation(policy, server), existing(policy))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<UnsupportedSetting> idTokenLifetime(Policy policy, ServerProfile server) {
    Duration idToken = policy.lifetimes().idToken();
    Duration access = policy.lifetimes().accessToken();
    if (idToken == null || !server.idTokenFollowsAccessToken()) {
      return Optional.empty();
    }
    return access != null && access.compareTo(idToken) <= 0
        ? Optional.empty()
        : Optional.of(
            new UnsupportedSetting(
                Kind.ID_TOKEN_LIFETIME,
                "idTokenTTL %s cannot be applied: in %s ID tokens live as long as access tokens (%s)"
                    .formatted(
                        Durations.format(idToken),
                        server.name(),
                        access == null ? "set by the realm" : Durations.format(access))));
  }

  private static Optional<UnsupportedSetting> rotation(Policy policy, ServerProfile server) {
    return policy.rotation() == null || server.rotatesSecrets()
        ? Optional.empty()
        : Optional.of(
            new UnsupportedSetting(
                Kind.SECRET_ROTATION,
                "secretRotation cannot be applied: this version of Nauthera does not rotate secrets"));
  }

  private static Optional<UnsupportedSetting> existing(Policy policy) {
    return policy.existingClients() == ExistingClients.RESTRICT
        ? Optional.empty()
        : Optional.of(
            new UnsupportedSetting(
                Kind.EXISTING_CLIENTS,
                "existingClients %s acts as Restrict: this version of Nauthera does not support it"
                    .formatted(capitalized(policy.existingClients()))));
  }

  private static String capitalized(ExistingClients value) {
    String name = value.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
