package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.Schemes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A redirect URI uses a scheme that its policies allow; private-use schemes are reversed domain
 * names (RFC 8252 §7.1).
 */
final class RedirectUriScheme implements PolicyRule {
  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return RedirectUriField.of(client)
        .filter(field -> !RedirectUriField.isAllowedLoopback(field.uri(), policy))
        .flatMap(field -> check(field, field.uri().scheme(), policy));
  }

  private static Stream<Violation> check(
      RedirectUriField field, @Nullable String scheme, EffectivePolicy policy) {
    // What is never allowed is a matter of form: said once.
    if (scheme == null || Schemes.isNeverAllowed(scheme)) {
      return Stream.empty();
    }
    var schemes = policy.schemes();
    Stream.Builder<Violation> violations = Stream.builder();
    if (!schemes.permits(scheme)) {
      var refusers = schemes.refusing(scheme);
      violations.add(
          field.violates(
              RuleId.URI_SCHEME,
              "uses scheme %s, which is not allowed by %s%s; allowed: %s"
                  .formatted(
                      scheme,
                      Messages.by(refusers),
                      RedirectUriField.loopbackNote(field.uri(), policy),
                      Messages.list(schemes.accepted())),
              RedirectUriField.all(
                  refusers, RedirectUriField.loopbackRefusers(field.uri(), policy))));
    }
    if (Schemes.isPrivateWithoutDot(scheme)) {
      violations.add(
          field.violates(
              RuleId.URI_SCHEME,
              "uses private scheme %s, which must be a reversed domain name such as com.example.app (RFC 8252 section 7.1)"
                  .formatted(scheme),
              List.of()));
    }
    return violations.build();
  }
}
