package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.text.Quoted;
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
    FieldPath field = ClientFields.SCOPES.entry(index);
    return Violation.withLists(
        field,
        RuleId.SCOPES,
        scope,
        lists ->
            "scope %s is not allowed by %s; allowed: %s"
                .formatted(
                    Quoted.of(scope), Messages.by(refusers), lists.of(field, allowed.accepted())),
        refusers);
  }
}
