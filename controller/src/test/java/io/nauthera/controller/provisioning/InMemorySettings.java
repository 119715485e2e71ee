package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The client as it was written; {@code scopes} are those that the server gives. The owner and the
 * way to treat missing scopes make no difference.
 */
record InMemorySettings(DesiredClient client, Set<String> scopes, @Nullable Duration limit)
    implements RegisteredClient.StoredSettings {
  private static final Owner NO_OWNER = new Owner(new ClientName("", ""), "", "");

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InMemorySettings settings
        && scopes.equals(settings.scopes)
        && Objects.equals(limit, settings.limit)
        && comparable().equals(settings.comparable());
  }

  @Override
  public int hashCode() {
    return client.clientId().hashCode();
  }

  private DesiredClient comparable() {
    return new DesiredClient(
        client.clientId(),
        NO_OWNER,
        client.displayName(),
        client.enabled(),
        client.grantTypes(),
        client.redirectUris(),
        client.postLogoutRedirectUris(),
        client.webOrigins(),
        scopes,
        client.authentication(),
        client.pkce(),
        client.accessTokenLifetime(),
        client.refreshTokenLifetime(),
        client.jwksUri(),
        client.jwks(),
        false);
  }

  @Override
  public @Nullable Duration accessTokenLifetime() {
    return cut(client.accessTokenLifetime());
  }

  @Override
  public @Nullable Duration refreshTokenLifetime() {
    return cut(client.refreshTokenLifetime());
  }

  @Override
  public @Nullable Duration offlineTokenLifetime() {
    return cut(client.refreshTokenLifetime());
  }

  @Override
  public ClientAuthenticationMethod authenticationMethod() {
    return client.authentication();
  }

  @Override
  public Set<GrantType> grantTypes() {
    return client.grantTypes();
  }

  @Override
  public Map<GrantType, String> unusableGrants() {
    return Map.of();
  }

  private @Nullable Duration cut(@Nullable Duration wanted) {
    return wanted == null || limit == null || wanted.compareTo(limit) <= 0 ? wanted : limit;
  }
}
