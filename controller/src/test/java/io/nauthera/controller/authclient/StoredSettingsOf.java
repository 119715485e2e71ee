package io.nauthera.controller.authclient;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.RegisteredClient.StoredSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server has of a client that uses a secret and the usual scopes. */
record StoredSettingsOf(
    @Nullable Duration accessTokenLifetime,
    @Nullable Duration refreshTokenLifetime,
    @Nullable Duration offlineTokenLifetime,
    Set<GrantType> grantTypes,
    Map<GrantType, String> unusableGrants,
    Set<String> scopes,
    ClientAuthenticationMethod authenticationMethod)
    implements StoredSettings {

  StoredSettingsOf(@Nullable Duration refresh, @Nullable Duration offline) {
    this(
        null,
        refresh,
        offline,
        Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
        Map.of(),
        Set.of("profile", "email", "admin"),
        ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
  }
}
