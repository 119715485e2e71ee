package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.Schemes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A redirect URI uses a scheme that its policies allow; private-use schemes are reversed domain
 * names (RFC 8252 §7.1).
 */
final class RedirectUriScheme implements PolicyRule {
  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return RedirectUriField.of(client).flatMap(field -> check(field, policy));
  }

  static Stream<Violation> check(RedirectUriField field, EffectivePolicy policy) {
    String scheme = field.uri().scheme();
    // A scheme that is never allowed is a defect of the form, which another rule reports.
    if (scheme == null || Schemes.isNeverAllowed(scheme) || field.isAllowedLoopback(policy)) {
      return Stream.empty();
    }
    var schemes = policy.schemes();
    Stream.Builder<Violation> violations = Stream.builder();
    if (!schemes.permits(scheme)) {
      var refusers = schemes.refusing(scheme);
      violations.add(
          field.violatesWithLists(
              RuleId.URI_SCHEME,
              lists ->
                  "uses scheme %s, which is not allowed by %s%s; allowed: %s"
                      .formatted(
                          scheme,
                          Messages.by(refusers),
                          field.loopbackNote(policy),
                          lists.of(field.field(), schemes.accepted())),
              RedirectUriField.all(refusers, field.loopbackRefusers(policy))));
    }
    if (Schemes.isPrivateWithoutDot(scheme)) {
      violations.add(
          field.violates(
              RuleId.URI_SCHEME,
              () ->
                  "uses private scheme %s, which must be a reversed domain name such as com.example.app (RFC 8252 section 7.1)"
                      .formatted(scheme),
              List.of()));
    }
    return violations.build();
  }
}
