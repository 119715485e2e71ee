package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import java.util.stream.Stream;

/** A redirect URI has one unambiguous form, which no policy can loosen. */
final class RedirectUriForm implements PolicyRule {
  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return RedirectUriField.of(client)
        .filter(field -> !field.uri().defects().isEmpty())
        .map(field ->
            field.violates(RuleId.URI_FORM, String.join("; ", field.uri().defects()), List.of()));
  }
}
