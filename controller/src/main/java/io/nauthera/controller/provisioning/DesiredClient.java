package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client as it should be at the server. The server stores {@code owner} with it. {@code scopes}
 * may contain {@code openid}. A lifetime is null if that of the server applies. {@code jwks} is a
 * JWK Set as JSON text.
 */
public record DesiredClient(
    String clientId,
    Owner owner,
    String displayName,
    boolean enabled,
    Set<GrantType> grantTypes,
    Set<String> redirectUris,
    Set<String> postLogoutRedirectUris,
    Set<String> webOrigins,
    Set<String> scopes,
    ClientAuthenticationMethod authentication,
    boolean pkce,
    @Nullable Duration accessTokenLifetime,
    @Nullable Duration refreshTokenLifetime,
    @Nullable String jwksUri,
    @Nullable String jwks,
    boolean createMissingScopes) {

  public DesiredClient {
    grantTypes = Set.copyOf(grantTypes);
    redirectUris = Set.copyOf(redirectUris);
    postLogoutRedirectUris = Set.copyOf(postLogoutRedirectUris);
    webOrigins = Set.copyOf(webOrigins);
    scopes = Set.copyOf(scopes);
  }
}
