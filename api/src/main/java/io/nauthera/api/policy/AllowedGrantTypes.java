package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.text.Quoted;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A client may use only grants that its policies allow. A default that is forbidden is a violation
 * only where the client cannot work without it.
 */
final class AllowedGrantTypes implements PolicyRule {
  private static final String DEFAULTED =
      " (implied by redirectUris because grantTypes is not set)";
  private static final String REMEDY =
      "; set grantTypes to one of these; redirectUris are only for users who log in";

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    var allowed = policy.grants();
    var grants = policy.grantsOf(client);
    boolean given = client.givenGrants().isPresent();
    return IntStream.range(0, grants.size())
        .filter(i -> !allowed.permits(grants.get(i)))
        .mapToObj(i ->
            given
                ? forbidden(ClientFields.GRANT_TYPES.entry(i), grants.get(i), "", allowed, "")
                : forbidden(ClientFields.GRANT_TYPES, grants.get(i), DEFAULTED, allowed, REMEDY));
  }

  private static Violation forbidden(
      FieldPath field, GrantType grant, String why, AllowList<GrantType> allowed, String remedy) {
    var refusers = allowed.refusing(grant);
    return Violation.withLists(
        field,
        RuleId.GRANTS,
        grant.toString(),
        lists ->
            "grant type %s%s is not allowed by %s; allowed: %s%s"
                .formatted(
                    Quoted.of(grant.toString()),
                    why,
                    Messages.by(refusers),
                    lists.of(field, allowed.accepted()),
                    allowed.accepted().isEmpty() ? "" : remedy),
        refusers);
  }
}
