package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A client may use only grants that its policies allow; what it did not write is its fault only
 * where nothing else would work.
 */
final class AllowedGrantTypes implements PolicyRule {
  private static final String DEFAULTED =
      ", which redirectUris stand for where grantTypes is left out,";
  private static final String REMEDY =
      "; give one of those as grantTypes, and redirectUris only to let people log in";

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    var allowed = policy.grants();
    var grants = policy.grantsOf(client);
    boolean given = client.givenGrants().isPresent();
    return IntStream.range(0, grants.size())
        .filter(i -> !allowed.permits(grants.get(i)))
        .mapToObj(i ->
            given
                ? forbidden("spec.grantTypes[" + i + "]", grants.get(i), "", allowed, "")
                : forbidden("spec.grantTypes", grants.get(i), DEFAULTED, allowed, REMEDY));
  }

  private static Violation forbidden(
      String field, GrantType grant, String why, AllowList<GrantType> allowed, String remedy) {
    var refusers = allowed.refusing(grant);
    String message =
        "grant type %s%s is not allowed by %s; allowed: %s%s"
            .formatted(
                Messages.quoted(grant.toString()),
                why,
                Messages.by(refusers),
                Messages.list(allowed.accepted()),
                allowed.accepted().isEmpty() ? "" : remedy);
    return new Violation(field, RuleId.GRANTS, grant.toString(), message, refusers);
  }
}
