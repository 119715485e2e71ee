package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.v1alpha1.AuthClientStatus.Effective;
import io.nauthera.api.v1alpha1.AuthClientStatus.Setting;
import io.nauthera.controller.authclient.ResolveGovernance.Governance;
import io.nauthera.controller.authclient.ResolveGovernance.Resolution;
import io.nauthera.controller.authclient.StepResult.Done;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EffectiveStatusTest {
  private static final List<String> WEB = List.of("security/web");
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/cb\"]";

  private static Effective effective(
      String client, String policy, @Nullable Duration refreshAtServer) {
    return effective(client, policy, refreshAtServer, refreshAtServer);
  }

  private static Effective effective(
      String client,
      String policy,
      @Nullable Duration refreshAtServer,
      @Nullable Duration offlineAtServer) {
    var cluster =
        new InMemoryClusterState().put(server("")).put(policy("web", policy)).putNamespace("team");
    Governance governance =
        ((Governance)
            ((Done<Resolution>) new ResolveGovernance(cluster).resolve(client(client), true))
                .value());
    return EffectiveStatus.of(
        governance.evaluation(),
        new RegisteredClient(
            "id",
            "team.app",
            null,
            "s3cr3t",
            new StoredSettingsOf(refreshAtServer, offlineAtServer)),
        UnusableGrants.NONE);
  }

  @Test
  void setting_anyOrigin_isNamed() {
    Effective effective =
        effective(
            "grantTypes: [refresh_token, authorization_code], " + REDIRECTS,
            "token: {accessTokenTTL: 5m, refreshTokenTTL: 24h, idTokenTTL: 1m}, enforcePKCE: true",
            Duration.ofHours(24));

    assertThat(effective)
        .isEqualTo(
            new Effective(
                new Setting("authorization_code, refresh_token", List.of("client")),
                new Setting("openid", List.of("baseline")),
                new Setting("5m", WEB),
                new Setting("24h", WEB),
                new Setting("24h", WEB),
                new Setting("5m", WEB), // Keycloak has no lifetime of its own for ID tokens
                new Setting("S256", WEB),
                new Setting("client_secret_basic", List.of("baseline"))));
  }

  @Test
  void refreshLifetime_cappedByTheRealm_isTheRealms() {
    assertThat(
            effective(REDIRECTS, "token: {refreshTokenTTL: 24h}", Duration.ofMinutes(30))
                .refreshTokenTTL())
        .isEqualTo(new Setting("30m", List.of("realm")));
    assertThat(
            effective(REDIRECTS, "token: {refreshTokenTTL: 20m}", Duration.ofMinutes(20))
                .refreshTokenTTL())
        .isEqualTo(new Setting("20m", WEB));
  }

  @Test
  void offlineLifetime_hasLimitsOfItsOwn() {
    Effective effective =
        effective(
            REDIRECTS,
            "token: {refreshTokenTTL: 24h}",
            Duration.ofMinutes(30),
            Duration.ofHours(24));

    assertThat(effective.refreshTokenTTL()).isEqualTo(new Setting("30m", List.of("realm")));
    assertThat(effective.offlineTokenTTL()).isEqualTo(new Setting("24h", WEB));
    assertThat(
            effective(
                    REDIRECTS,
                    "token: {refreshTokenTTL: 24h}",
                    Duration.ofHours(24),
                    Duration.ofHours(1))
                .offlineTokenTTL())
        .isEqualTo(new Setting("1h", List.of("realm")));
  }

  @Test
  void lifetime_notImposed_isAbsent() {
    Effective effective = effective(REDIRECTS, "", Duration.ofMinutes(30));

    assertThat(effective.accessTokenTTL()).isNull();
    assertThat(effective.refreshTokenTTL()).isNull();
    assertThat(effective.offlineTokenTTL()).isNull();
    assertThat(effective.idTokenTTL()).isNull();
    assertThat(effective.pkce()).isEqualTo(new Setting("none", List.of("server")));
  }

  @Test
  void scope_forbidden_isNotInForce() {
    assertThat(
            effective("scopes: [openid, admin], " + REDIRECTS, "allowedScopes: [openid]", null)
                .scopes())
        .isEqualTo(new Setting("openid", WEB));
  }

  @Test
  void scope_thatTheServerDoesNotGive_isNotInForce() {
    assertThat(
            effective("scopes: [openid, saml], " + REDIRECTS, "allowedScopes: [openid, saml]", null)
                .scopes())
        .isEqualTo(new Setting("openid", List.of("server")));
  }

  @Test
  void accessLifetime_cutByTheRealm_isTheRealms() {
    var cluster =
        new InMemoryClusterState()
            .put(server(""))
            .put(policy("web", "token: {accessTokenTTL: 24h}"))
            .putNamespace("team");
    Governance governance =
        ((Governance)
            ((Done<Resolution>) new ResolveGovernance(cluster).resolve(client(REDIRECTS), true))
                .value());
    var stored =
        new StoredSettingsOf(
            Duration.ofHours(10),
            null,
            null,
            Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
            Map.of(),
            Set.of(),
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC);

    Effective effective =
        EffectiveStatus.of(
            governance.evaluation(),
            new RegisteredClient("id", "team.app", null, "s", stored),
            UnusableGrants.NONE);

    assertThat(effective.accessTokenTTL()).isEqualTo(new Setting("10h", List.of("realm")));
    assertThat(effective.idTokenTTL()).isEqualTo(new Setting("10h", List.of("realm")));
  }

  @Test
  void method_contested_isTheOneThatTheServerHas() {
    var cluster =
        new InMemoryClusterState()
            .put(server(""))
            .put(policy("a", "clientAuthentication: {method: client_secret_jwt}"))
            .put(policy("b", "clientAuthentication: {method: client_secret_post}"))
            .putNamespace("team");
    Governance governance =
        ((Governance)
            ((Done<Resolution>) new ResolveGovernance(cluster).resolve(client(REDIRECTS), true))
                .value());

    assertThat(
            EffectiveStatus.of(
                    governance.evaluation(),
                    new RegisteredClient(
                        "id", "team.app", null, "s", new StoredSettingsOf(null, null)),
                    UnusableGrants.NONE)
                .tokenEndpointAuthMethod())
        .isEqualTo(new Setting("client_secret_basic", List.of("server")));
  }

  @Test
  void default_narrowedByAPolicy_isThePolicys() {
    assertThat(effective(REDIRECTS, "allowedGrantTypes: [authorization_code]", null).grantTypes())
        .isEqualTo(new Setting("authorization_code", WEB));
  }

  @Test
  void grants_thatCannotBeUsed_areLeftOut() {
    var cluster =
        new InMemoryClusterState()
            .put(server(""))
            .put(
                policy(
                    "web",
                    "allowedGrantTypes: [client_credentials, \"%s\", \"%s\"]"
                        .formatted(GrantType.CIBA, GrantType.TOKEN_EXCHANGE)))
            .putNamespace("team");
    Governance governance =
        ((Governance)
            ((Done<Resolution>)
                    new ResolveGovernance(cluster)
                        .resolve(
                            client(
                                "grantTypes: [client_credentials, \"%s\", \"%s\"]"
                                    .formatted(GrantType.CIBA, GrantType.TOKEN_EXCHANGE)),
                            true))
                .value());

    assertThat(
            EffectiveStatus.of(
                    governance.evaluation(),
                    new RegisteredClient(
                        "id", "team.app", null, "s", new StoredSettingsOf(null, null)),
                    new UnusableGrants(Map.of(GrantType.CIBA, "it needs a channel")))
                .grantTypes())
        .isEqualTo(
            new Setting(
                "client_credentials, urn:ietf:params:oauth:grant-type:token-exchange",
                List.of("server")));
  }
}
