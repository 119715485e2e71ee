package io.nauthera.api.policy;

import static io.nauthera.api.oauth.ClientAuthenticationMethod.PRIVATE_KEY_JWT;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import java.util.stream.Stream;

/** A client that authenticates with private_key_jwt has public keys (OpenID Connect Core §9). */
final class KeysRequired implements PolicyRule {
  private static final String NEEDED =
      "private_key_jwt needs the public keys of the client: set jwksUri or jwks";

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    List<PolicyName> imposing =
        policy.authentication().all().getOrDefault(PRIVATE_KEY_JWT, List.of());
    boolean isGiven = client.givenAuthentication().filter(PRIVATE_KEY_JWT::equals).isPresent();
    if ((imposing.isEmpty() && !isGiven) || client.hasJwks() || client.jwksUri() != null) {
      return Stream.empty();
    }
    return Stream.of(
        Violation.of(
            ClientFields.JWKS,
            RuleId.KEYS_NEEDED,
            "",
            () ->
                imposing.isEmpty()
                    ? NEEDED
                    : "%s (imposed by %s)".formatted(NEEDED, Messages.by(imposing)),
            imposing));
  }
}
