package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import java.util.stream.Stream;

/** A redirect URI is exact, unless policies allow a wildcard as its last path segment. */
final class RedirectUriWildcard implements PolicyRule {
  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return RedirectUriField.of(client).flatMap(field -> check(field, policy));
  }

  static Stream<Violation> check(RedirectUriField field, EffectivePolicy policy) {
    Permission wildcards = policy.wildcards();
    return switch (field.uri().wildcard()) {
      case NONE -> Stream.empty();
      case LAST_SEGMENT ->
          wildcards.granted()
              ? Stream.empty()
              : Stream.of(
                  field.violates(
                      RuleId.URI_WILDCARD,
                      () ->
                          "contains a wildcard, which is not allowed by "
                              + Messages.by(wildcards.refusers())
                              + ": list each URI in full",
                      wildcards.refusers()));
      case ELSEWHERE ->
          Stream.of(
              field.violates(
                  RuleId.URI_WILDCARD,
                  () ->
                      "contains a * that is not the whole last path segment, which no policy can allow: list each URI in full",
                  List.of()));
    };
  }
}
