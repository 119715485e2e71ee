package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.policy.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A client without the list entries that its policies forbid. It is not usable if a violation is
 * not about a list entry.
 */
public record RestrictedClient(ClientMetadata metadata, boolean usable) {
  private static final Pattern ENTRY =
      Pattern.compile(
          "spec\\.(scopes|grantTypes|redirectUris|postLogoutRedirectUris|webOrigins)\\[\\d+]");

  public static RestrictedClient of(ClientMetadata client, List<Violation> violations) {
    Set<String> forbidden = new HashSet<>();
    boolean usable = true;
    for (Violation violation : violations) {
      forbidden.add(violation.field());
      usable &= ENTRY.matcher(violation.field()).matches();
    }
    var left =
        new ClientMetadata(
            client.name(),
            client.clientId(),
            client.displayName(),
            client
                .givenGrants()
                .map(grants -> without(grants, "grantTypes", forbidden))
                .orElse(null),
            without(client.redirectUris(), "redirectUris", forbidden),
            without(client.postLogoutRedirectUris(), "postLogoutRedirectUris", forbidden),
            without(client.webOrigins(), "webOrigins", forbidden),
            client.givenScopes().map(scopes -> without(scopes, "scopes", forbidden)).orElse(null),
            client.tokenEndpointAuthMethod(),
            client.jwksUri(),
            client.jwks());
    return new RestrictedClient(left, usable);
  }

  private static <T> List<T> without(List<T> entries, String list, Set<String> forbidden) {
    return IntStream.range(0, entries.size())
        .filter(i -> !forbidden.contains("spec." + list + "[" + i + "]"))
        .mapToObj(entries::get)
        .toList();
  }
}
