package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A registered client without exactly what is forbidden, as {@code existingClients: Restrict}
 * leaves it. {@code enabled} is false if nothing of it may work. {@code keepsMethod} says that it
 * keeps the authentication method that it is registered with: the one that its manifest names is
 * forbidden, and policies impose no other, or do not agree on one.
 */
public record RestrictedClient(ClientMetadata metadata, boolean enabled, boolean keepsMethod) {

  /** What a violation takes away from a registered client. */
  private enum Consequence {
    /** The list entry, or the setting that has a default. */
    LEFT_OUT,
    /** The authentication method of the manifest, if no policy imposes one. */
    METHOD_KEPT,
    /** Everything: the client must not be at this server, or not under this id. */
    DISABLED,
    /**
     * Nothing that a registered client has: it keeps its id and its Secret, and what it lacks stays
     * away by itself. A grant without a redirect URI cannot be used, and a key that cannot be used
     * is not sent.
     */
    NONE;

    static Consequence of(RuleId rule) {
      return switch (rule) {
        case SCOPES, GRANTS, URI_FORM, URI_WILDCARD, URI_SCHEME, URI_HOST, WEB_ORIGINS, LENGTHS ->
            LEFT_OUT;
        case AUTHENTICATION -> METHOD_KEPT;
        case CLIENT_ID, CONSENT -> DISABLED;
        case REDIRECTS_NEEDED,
            KEYS_NEEDED,
            JWKS,
            EXCLUSIVE_CLIENT_ID,
            EXCLUSIVE_SECRET,
            LEAVING_POLICIES ->
            NONE;
      };
    }
  }

  public static RestrictedClient of(
      ClientMetadata client, EffectivePolicy policy, List<Violation> violations) {
    Set<FieldPath> left =
        violations.stream()
            .filter(violation -> Consequence.of(violation.rule()) == Consequence.LEFT_OUT)
            .map(Violation::field)
            .collect(Collectors.toUnmodifiableSet());
    var restricted =
        client
            .withDisplayName(left.contains(ClientFields.DISPLAY_NAME) ? null : client.displayName())
            .withRedirectUris(without(client.redirectUris(), ClientFields.REDIRECT_URIS, left))
            .withPostLogoutRedirectUris(
                without(
                    client.postLogoutRedirectUris(), ClientFields.POST_LOGOUT_REDIRECT_URIS, left))
            .withWebOrigins(without(client.webOrigins(), ClientFields.WEB_ORIGINS, left))
            .withScopes(
                client
                    .givenScopes()
                    .map(scopes -> without(scopes, ClientFields.SCOPES, left))
                    .orElse(null))
            .withGrantTypes(grants(client, policy, violations, left));
    return new RestrictedClient(
        restricted,
        violations.stream()
            .noneMatch(violation -> Consequence.of(violation.rule()) == Consequence.DISABLED),
        (policy.authentication().value().isEmpty() || policy.authentication().isContested())
            && violations.stream()
                .anyMatch(
                    violation -> Consequence.of(violation.rule()) == Consequence.METHOD_KEPT));
  }

  /**
   * Also without the grant of service accounts where it is a forbidden combination: with a public
   * client, or with an id that is too long for the user of a service account.
   */
  private static @Nullable List<GrantType> grants(
      ClientMetadata client,
      EffectivePolicy policy,
      List<Violation> violations,
      Set<FieldPath> left) {
    List<GrantType> grants = policy.grantsOf(client);
    boolean isDefault = client.givenGrants().isEmpty();
    boolean withoutService =
        violations.stream()
            .anyMatch(violation ->
                AllowedAuthentication.isAboutService(violation)
                    || (violation.rule() == RuleId.LENGTHS
                        && !violation.field().equals(ClientFields.DISPLAY_NAME)));
    List<GrantType> rest =
        without(grants, ClientFields.GRANT_TYPES, left).stream()
            .filter(grant -> !(withoutService && grant == GrantType.CLIENT_CREDENTIALS))
            .filter(grant ->
                !(isDefault
                    && left.contains(ClientFields.GRANT_TYPES)
                    && !policy.grants().permits(grant)))
            .toList();
    return isDefault && rest.equals(grants) ? null : rest;
  }

  private static <T> List<T> without(List<T> entries, FieldPath list, Set<FieldPath> forbidden) {
    return IntStream.range(0, entries.size())
        .filter(i -> !forbidden.contains(list.entry(i)))
        .mapToObj(entries::get)
        .toList();
  }
}
