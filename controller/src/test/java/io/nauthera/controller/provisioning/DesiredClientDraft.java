package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A desired client that a test may still change. */
public final class DesiredClientDraft {
  public String clientId;
  public Owner owner;
  public String displayName = "An app";
  public boolean enabled = true;
  public Set<GrantType> grants = Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
  public Set<String> redirects =
      Set.of("https://app.example.com/cb", "https://app.example.com/cb2");
  public Set<String> logouts = Set.of("https://app.example.com/bye");
  public Set<String> origins = Set.of("https://app.example.com");
  public Set<String> scopes = Set.of("openid", "profile", "api:read");
  public ClientAuthenticationMethod authentication = ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
  public boolean pkce = true;
  public @Nullable Duration access = Duration.ofMinutes(15);
  public @Nullable Duration refresh = Duration.ofMinutes(20);
  public @Nullable String jwksUri;
  public @Nullable String jwks;
  public boolean createScopes = true;

  public DesiredClientDraft(String clientId, Owner owner) {
    this.clientId = clientId;
    this.owner = owner;
  }

  public DesiredClient finished() {
    return new DesiredClient(
        clientId,
        owner,
        displayName,
        enabled,
        grants,
        redirects,
        logouts,
        origins,
        scopes,
        authentication,
        pkce,
        access,
        refresh,
        jwksUri,
        jwks,
        createScopes);
  }
}
