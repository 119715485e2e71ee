package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.policy.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What is left of a client when exactly what is forbidden is taken away: lines of lists one by one.
 * Where something is forbidden that is no line of a list, nothing usable is left.
 */
public record Narrowed(ClientMetadata metadata, boolean usable) {
  private static final Pattern LINE =
      Pattern.compile(
          "spec\\.(scopes|grantTypes|redirectUris|postLogoutRedirectUris|webOrigins)\\[\\d+]");

  public static Narrowed of(ClientMetadata client, List<Violation> violations) {
    Set<String> forbidden = new HashSet<>();
    boolean usable = true;
    for (Violation violation : violations) {
      forbidden.add(violation.field());
      usable &= LINE.matcher(violation.field()).matches();
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
    return new Narrowed(left, usable);
  }

  private static <T> List<T> without(List<T> lines, String list, Set<String> forbidden) {
    return IntStream.range(0, lines.size())
        .filter(i -> !forbidden.contains("spec." + list + "[" + i + "]"))
        .mapToObj(lines::get)
        .toList();
  }
}
