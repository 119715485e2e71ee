package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A client may ask for fewer scopes than its policies allow, never for more. */
final class AllowedScopes implements PolicyRule {
  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    var allowed = policy.scopes();
    var scopes = policy.scopesOf(client);
    return IntStream.range(0, scopes.size())
        .filter(i -> !allowed.permits(scopes.get(i)))
        .mapToObj(i -> forbidden(i, scopes.get(i), allowed));
  }

  private static Violation forbidden(int index, String scope, AllowList<String> allowed) {
    var refusers = allowed.refusing(scope);
    String message =
        "scope %s is not allowed by %s; allowed: %s"
            .formatted(
                Messages.quoted(scope), Messages.by(refusers), Messages.list(allowed.accepted()));
    return new Violation("spec.scopes[" + index + "]", RuleId.SCOPES, scope, message, refusers);
  }
}
