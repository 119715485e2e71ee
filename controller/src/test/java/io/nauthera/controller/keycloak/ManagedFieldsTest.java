package io.nauthera.controller.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.ClientRegistry.Owner;
import io.nauthera.controller.provisioning.DesiredClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.ClientRepresentation;

class ManagedFieldsTest {
  private static final SessionLimits LIMITS =
      new SessionLimits(
          Duration.ofMinutes(30), Duration.ofHours(10), Duration.ofDays(30), Duration.ofDays(60));

  private static DesiredClient desired(ClientAuthenticationMethod method, Duration refresh) {
    return new DesiredClient(
        "team.app",
        new Owner("team", "app", "uid-1"),
        "App",
        true,
        Set.of(GrantType.AUTHORIZATION_CODE),
        Set.of("https://a.example/cb", "https://b.example/cb"),
        Set.of(),
        Set.of(),
        Set.of("openid"),
        method,
        false,
        null,
        refresh,
        null,
        null,
        true);
  }

  private static ClientRepresentation written(DesiredClient desired) {
    var client = new ClientRepresentation();
    ManagedFields.of(desired, LIMITS).writeTo(client);
    return client;
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void written_readAgain_isTheSame(ClientAuthenticationMethod method) {
    DesiredClient desired = desired(method, Duration.ofMinutes(20));
    assertThat(ManagedFields.of(written(desired))).isEqualTo(ManagedFields.of(desired, LIMITS));
  }

  @Test
  void orderAndEmptyAttributes_makeNoDifference() {
    DesiredClient desired = desired(ClientAuthenticationMethod.CLIENT_SECRET_BASIC, null);
    ClientRepresentation client = written(desired);
    client.setRedirectUris(List.of("https://b.example/cb", "https://a.example/cb"));
    client.getAttributes().values().removeIf(String::isEmpty);
    client.getAttributes().put("realm_client", "false");

    assertThat(ManagedFields.of(client)).isEqualTo(ManagedFields.of(desired, LIMITS));
  }

  @Test
  void attributeNotDesired_isSentEmpty() {
    assertThat(written(desired(ClientAuthenticationMethod.NONE, null)).getAttributes())
        .containsEntry("access.token.lifespan", "")
        .containsEntry("client.session.idle.timeout", "")
        .containsEntry("pkce.code.challenge.method", "")
        .containsEntry("client.secret.authentication.allowed.method", "")
        .containsEntry("post.logout.redirect.uris", "-")
        .containsEntry("use.refresh.tokens", "false")
        .containsEntry("nauthera.io/owner", "team/app uid-1");
  }

  @Test
  void whatIsNotManaged_stays() {
    var client = new ClientRepresentation();
    client.setAuthorizationServicesEnabled(true);
    client.setAttributes(Map.of("acme/cost-centre", "42"));

    ManagedFields.of(desired(ClientAuthenticationMethod.NONE, null), LIMITS).writeTo(client);

    assertThat(client.getAuthorizationServicesEnabled()).isTrue();
    assertThat(client.getAttributes()).containsEntry("acme/cost-centre", "42");
  }

  @Test
  void power_givenByHand_isADifference() {
    DesiredClient desired = desired(ClientAuthenticationMethod.NONE, null);
    ClientRepresentation client = written(desired);
    client.setFullScopeAllowed(true);

    assertThat(ManagedFields.of(client)).isNotEqualTo(ManagedFields.of(desired, LIMITS));
  }

  @Test
  void refreshLifetime_isCappedByEachLimitOfTheRealm() {
    assertThat(
            written(desired(ClientAuthenticationMethod.NONE, Duration.ofHours(2))).getAttributes())
        .containsEntry("client.session.idle.timeout", "1800")
        .containsEntry("client.session.max.lifespan", "7200");
  }

  @Test
  void refreshLifetime_bindsOfflineTokensWithinTheirOwnLimits() {
    assertThat(
            written(desired(ClientAuthenticationMethod.NONE, Duration.ofHours(2))).getAttributes())
        .containsEntry("client.offline.session.idle.timeout", "7200")
        .containsEntry("client.offline.session.max.lifespan", "7200");
    assertThat(
            written(desired(ClientAuthenticationMethod.NONE, Duration.ofDays(90))).getAttributes())
        .containsEntry("client.offline.session.idle.timeout", "2592000")
        .containsEntry("client.offline.session.max.lifespan", "5184000");
    assertThat(written(desired(ClientAuthenticationMethod.NONE, null)).getAttributes())
        .containsEntry("client.offline.session.idle.timeout", "")
        .containsEntry("client.offline.session.max.lifespan", "");
  }

  @Test
  void lifetimes_ofAClient_areItsStrictestLimits() {
    ClientRepresentation client =
        written(desired(ClientAuthenticationMethod.NONE, Duration.ofDays(90)));

    assertThat(ManagedFields.refreshTokenLifetime(client)).isEqualTo(Duration.ofMinutes(30));
    assertThat(ManagedFields.offlineTokenLifetime(client)).isEqualTo(Duration.ofDays(30));
    assertThat(ManagedFields.offlineTokenLifetime(new ClientRepresentation())).isNull();
  }
}
