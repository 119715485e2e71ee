package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.RegisteredClient.StoredSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What a server has of a client of which only the scopes matter. */
public record ScopesOnly(Set<String> scopes) implements StoredSettings {
  public ScopesOnly(String... scopes) {
    this(Set.of(scopes));
  }

  @Override
  public ClientAuthenticationMethod authenticationMethod() {
    return ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
  }

  @Override
  public Set<GrantType> grantTypes() {
    return Set.of();
  }

  @Override
  public Map<GrantType, String> unusableGrants() {
    return Map.of();
  }

  @Override
  public Duration accessTokenLifetime() {
    return null;
  }

  @Override
  public Duration refreshTokenLifetime() {
    return null;
  }

  @Override
  public Duration offlineTokenLifetime() {
    return null;
  }
}
