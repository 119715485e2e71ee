package io.nauthera.api.mapping;

import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.AuthPolicySpec.ClientAuthentication;
import io.nauthera.api.v1alpha1.AuthPolicySpec.ExistingClients;
import io.nauthera.api.v1alpha1.AuthPolicySpec.Token;
import io.nauthera.api.v1alpha1.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the truth falls short of an AuthPolicy: said, never faked. The sentence names the field and
 * fits on one line of a warning (120 characters).
 */
public record UnsupportedSetting(Reason reason, String sentence) {

  public static List<UnsupportedSetting> of(AuthPolicySpec spec) {
    return Stream.of(
            idTokens(spec.token()),
            rotation(spec.clientAuthentication()),
            existingClients(spec.existingClients()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<UnsupportedSetting> idTokens(@Nullable Token token) {
    String id = token == null ? null : token.idTokenTTL();
    if (token == null || id == null) {
      return Optional.empty();
    }
    String access = token.accessTokenTTL();
    if (access != null && Durations.parse(access).compareTo(Durations.parse(id)) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new UnsupportedSetting(
            Reason.ID_TOKEN_LIFETIME,
            "idTokenTTL %s cannot be met: Keycloak's ID tokens live as long as access tokens (%s)"
                .formatted(id, access == null ? "as the realm says" : access)));
  }

  private static Optional<UnsupportedSetting> rotation(
      @Nullable ClientAuthentication authentication) {
    var rotation = authentication == null ? null : authentication.secretRotation();
    return rotation != null && Boolean.TRUE.equals(rotation.enabled())
        ? Optional.of(
            new UnsupportedSetting(
                Reason.ROTATION_NOT_SUPPORTED,
                "secretRotation cannot be met: this version of Nauthera does not replace secrets yet"))
        : Optional.empty();
  }

  private static Optional<UnsupportedSetting> existingClients(@Nullable ExistingClients existing) {
    return existing == ExistingClients.Retain || existing == ExistingClients.Disable
        ? Optional.of(
            new UnsupportedSetting(
                Reason.EXISTING_CLIENTS_NOT_SUPPORTED,
                "existingClients %s acts as Restrict: this version of Nauthera cannot do it yet"
                    .formatted(existing)))
        : Optional.empty();
  }
}
