package io.nauthera.controller.authclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnusableGrantsTest {
  private static final String ISSUER = "https://auth.example.com/realms/acme";
  private static final RegisteredClient CLIENT =
      new RegisteredClient("id", "team.app", null, "s", new StoredSettingsOf(null, null));

  @Test
  void grant_thatTheServerDoesNotOffer_isNotUsable() {
    var endpoints = new Endpoints(ISSUER, Map.of(), Set.of(GrantType.AUTHORIZATION_CODE));

    assertThat(UnusableGrants.of(CLIENT, endpoints))
        .hasToString("refresh_token: the server does not offer it");
  }

  @Test
  void server_thatDoesNotSayWhatItOffers_isTrusted() {
    assertThat(UnusableGrants.of(CLIENT, new Endpoints(ISSUER, Map.of())))
        .isEqualTo(UnusableGrants.NONE);
    assertThat(UnusableGrants.of(CLIENT, new DiscoveryFailed("HTTP 502")))
        .isEqualTo(UnusableGrants.NONE);
  }
}
