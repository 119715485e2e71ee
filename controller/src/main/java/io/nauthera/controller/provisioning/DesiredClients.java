package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.controller.provisioning.ClientRegistry.Owner;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Computes the desired client: what its manifest asks for, with what its policies impose. */
public final class DesiredClients {
  private DesiredClients() {}

  /** {@code jwks} is the JWK Set as JSON text, because this package does not write JSON. */
  public static DesiredClient from(
      RestrictedClient restricted,
      EffectivePolicy policy,
      Owner owner,
      @Nullable String jwks,
      boolean createMissingScopes) {
    ClientMetadata client = restricted.metadata();
    Set<GrantType> grants = Set.copyOf(policy.usableGrantsOf(client));
    String displayName = client.displayName();
    return new DesiredClient(
        client.clientId(),
        owner,
        displayName == null ? client.name().name() : displayName,
        restricted.usable() && !grants.isEmpty(),
        grants,
        texts(client.redirectUris()),
        texts(client.postLogoutRedirectUris()),
        Set.copyOf(client.webOrigins()),
        Set.copyOf(policy.scopesOf(client)),
        policy.methodOf(client),
        policy.requiresPkce(client),
        policy.accessTokenLifetime().value().orElse(null),
        policy.refreshTokenLifetime().value().orElse(null),
        client.jwksUri(),
        jwks,
        createMissingScopes);
  }

  private static Set<String> texts(List<RedirectUri> uris) {
    return uris.stream().map(RedirectUri::text).collect(Collectors.toSet());
  }
}
