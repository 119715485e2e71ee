package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import java.util.List;
import java.util.stream.Stream;

/** A grant that sends the browser back needs a redirect URI. */
final class RedirectUrisRequired implements PolicyRule {
  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    if (!client.redirectUris().isEmpty()) {
      return Stream.empty();
    }
    return policy.grantsOf(client).stream()
        .filter(GrantType::needsRedirect)
        .map(RedirectUrisRequired::needed);
  }

  private static Violation needed(GrantType grant) {
    return Violation.of(
        ClientFields.REDIRECT_URIS,
        RuleId.REDIRECTS_NEEDED,
        grant.toString(),
        () ->
            "grant type %s needs at least one redirect URI, e.g. https://app.example.com/callback"
                .formatted(grant),
        List.of());
  }
}
