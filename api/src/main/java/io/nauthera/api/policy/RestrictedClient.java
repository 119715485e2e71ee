package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A client without the list entries that its policies forbid, as {@code existingClients: Restrict}
 * leaves it. It is not usable if a violation is not about a list entry. Keys are an exception: the
 * server only gets the public part of the keys that it can use, and a client without such a key
 * cannot authenticate with keys in any case.
 */
public record RestrictedClient(ClientMetadata metadata, boolean usable) {
  public static RestrictedClient of(ClientMetadata client, List<Violation> violations) {
    Set<FieldPath> forbidden =
        violations.stream().map(Violation::field).collect(Collectors.toUnmodifiableSet());
    var left =
        client
            .withRedirectUris(without(client.redirectUris(), ClientFields.REDIRECT_URIS, forbidden))
            .withPostLogoutRedirectUris(
                without(
                    client.postLogoutRedirectUris(),
                    ClientFields.POST_LOGOUT_REDIRECT_URIS,
                    forbidden))
            .withWebOrigins(without(client.webOrigins(), ClientFields.WEB_ORIGINS, forbidden))
            .withGrantTypes(
                client
                    .givenGrants()
                    .map(grants -> without(grants, ClientFields.GRANT_TYPES, forbidden))
                    .orElse(null))
            .withScopes(
                client
                    .givenScopes()
                    .map(scopes -> without(scopes, ClientFields.SCOPES, forbidden))
                    .orElse(null));
    return new RestrictedClient(
        left, forbidden.stream().allMatch(field -> field.isEntry() || isAboutKeys(field)));
  }

  private static boolean isAboutKeys(FieldPath field) {
    return field.equals(ClientFields.JWKS) || field.equals(ClientFields.KEYS);
  }

  private static <T> List<T> without(List<T> entries, FieldPath list, Set<FieldPath> forbidden) {
    return IntStream.range(0, entries.size())
        .filter(i -> !forbidden.contains(list.entry(i)))
        .mapToObj(entries::get)
        .toList();
  }
}
