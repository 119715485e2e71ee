package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.RestrictedClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Computes the desired client: what its manifest asks for, with what its policies impose. */
public final class DesiredClients {
  private DesiredClients() {}

  /**
   * {@code jwks} is the JWK Set as JSON text, because this package does not write JSON. {@code
   * actual} is the client at the server; null if there is none.
   */
  public static DesiredClient from(
      RestrictedClient restricted,
      EffectivePolicy policy,
      Owner owner,
      @Nullable String jwks,
      boolean createMissingScopes,
      @Nullable RegisteredClient actual) {
    ClientMetadata client = restricted.metadata();
    Set<GrantType> grants = Set.copyOf(policy.usableGrantsOf(client));
    ClientAuthenticationMethod method = method(restricted, policy, actual);
    String displayName = client.displayName();
    return new DesiredClient(
        client.clientId(),
        owner,
        displayName == null ? client.name().name() : displayName,
        restricted.enabled() && !grants.isEmpty() && !isForbiddenPublic(restricted, policy, method),
        grants,
        texts(client.redirectUris()),
        texts(client.postLogoutRedirectUris()),
        Set.copyOf(client.webOrigins()),
        Set.copyOf(policy.scopesOf(client)),
        method,
        policy.requiresPkce(client) || method == ClientAuthenticationMethod.NONE,
        policy.accessTokenLifetime().value().orElse(null),
        policy.refreshTokenLifetime().value().orElse(null),
        client.jwksUri(),
        jwks,
        createMissingScopes);
  }

  /** A forbidden method is never written. */
  private static ClientAuthenticationMethod method(
      RestrictedClient restricted, EffectivePolicy policy, @Nullable RegisteredClient actual) {
    if (!restricted.keepsMethod()) {
      return policy.methodOf(restricted.metadata());
    }
    var former = actual == null ? null : actual.settings().authenticationMethod();
    return former == null ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC : former;
  }

  /** Without a secret it cannot be made confidential without breaking it, so it is stopped. */
  private static boolean isForbiddenPublic(
      RestrictedClient restricted, EffectivePolicy policy, ClientAuthenticationMethod method) {
    return restricted.keepsMethod()
        && method == ClientAuthenticationMethod.NONE
        && !policy.authentication().isContested();
  }

  private static Set<String> texts(List<RedirectUri> uris) {
    return uris.stream().map(RedirectUri::text).collect(Collectors.toSet());
  }
}
