package io.nauthera.controller.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.oauth.TokenLifetimes;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.PolicySet;
import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.api.policy.ServerProfile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DesiredClientsTest {
  private static final PolicyName NAME = new PolicyName("security", "web");
  private static final Owner OWNER = new Owner(new ClientName("team", "app"), "uid-1", "cluster");

  private static ClientMetadata client(
      List<GrantType> grants, List<String> redirects, String... scopes) {
    return new ClientMetadata(
        new ClientName("team", "app"),
        "team.app",
        "app-client-secret",
        null,
        grants,
        redirects.stream().map(RedirectUri::parse).toList(),
        List.of(),
        List.of(),
        scopes.length == 0 ? null : List.of(scopes),
        null,
        null,
        null);
  }

  private static Policy policy(
      Set<String> scopes, Set<GrantType> grants, boolean pkce, ClientAuthenticationMethod method) {
    return new Policy(
        NAME,
        Policy.Enforcement.ENFORCE,
        scopes,
        grants,
        Policy.RedirectUris.UNSET,
        null,
        new TokenLifetimes(Duration.ofMinutes(5), Duration.ofHours(24), null),
        pkce,
        method,
        null,
        Policy.ExistingClients.RESTRICT);
  }

  private static DesiredClient desired(ClientMetadata client, Policy policy) {
    return desired(client, null, policy);
  }

  private static DesiredClient desired(
      ClientMetadata client, @Nullable RegisteredClient actual, Policy... governing) {
    List<Policy> policies = List.of(governing);
    var violations =
        new PolicyEvaluator(ServerProfile.KEYCLOAK)
            .evaluate(client, PolicySet.of(policies))
            .violations();
    EffectivePolicy policy = EffectivePolicy.of(policies);
    return DesiredClients.from(
        RestrictedClient.of(client, policy, violations), policy, OWNER, null, true, actual);
  }

  /** A client at the server that authenticates like this. */
  private static RegisteredClient actual(ClientAuthenticationMethod method) {
    var registry = new InMemoryClientRegistry();
    var draft =
        desired(client(null, List.of("https://app.example.com/cb")), imposing(NAME, method));
    return registry.putByHand(draft, OWNER, "secret");
  }

  private static Policy imposing(PolicyName name, ClientAuthenticationMethod method) {
    return Policy.named(name).withAuthentication(method);
  }

  @Test
  void method_forbidden_isTheOneThatTheClientHas() {
    var publicClient =
        client(null, List.of("https://app.example.com/cb"))
            .withTokenEndpointAuthMethod(ClientAuthenticationMethod.NONE);

    var kept =
        desired(
            publicClient,
            actual(ClientAuthenticationMethod.CLIENT_SECRET_POST),
            Policy.named(NAME));

    assertThat(kept.authentication()).isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    assertThat(kept.enabled()).isTrue();
  }

  /** The policy that imposed it has gone. */
  @Test
  void publicClient_forbidden_isDisabledAndStaysPublic() {
    var publicClient =
        client(null, List.of("https://app.example.com/cb"))
            .withTokenEndpointAuthMethod(ClientAuthenticationMethod.NONE);

    var stopped =
        desired(publicClient, actual(ClientAuthenticationMethod.NONE), Policy.named(NAME));

    assertThat(stopped.authentication()).isEqualTo(ClientAuthenticationMethod.NONE);
    assertThat(stopped.enabled()).isFalse();
  }

  @Test
  void methods_contested_keepTheOneThatTheClientHas() {
    var kept =
        desired(
            client(null, List.of("https://app.example.com/cb")),
            actual(ClientAuthenticationMethod.CLIENT_SECRET_JWT),
            imposing(NAME, ClientAuthenticationMethod.CLIENT_SECRET_POST),
            imposing(
                new PolicyName("security", "other"), ClientAuthenticationMethod.PRIVATE_KEY_JWT));

    assertThat(kept.authentication()).isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_JWT);
    assertThat(kept.enabled()).isTrue();
  }

  @Test
  void client_compliant_getsWhatItAsksForUnderWhatIsImposed() {
    var desired =
        desired(
            client(null, List.of("https://app.example.com/cb"), "openid", "profile"),
            policy(null, null, true, ClientAuthenticationMethod.CLIENT_SECRET_POST));

    assertThat(desired.enabled()).isTrue();
    assertThat(desired.displayName()).isEqualTo("app");
    assertThat(desired.grantTypes())
        .containsExactlyInAnyOrder(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
    assertThat(desired.pkce()).isTrue();
    assertThat(desired.authentication()).isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    assertThat(desired.accessTokenLifetime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(desired.refreshTokenLifetime()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void client_publicByPolicy_usesPkceWhetherAskedOrNot() {
    var desired =
        desired(
            client(null, List.of("https://app.example.com/cb"), "openid"),
            policy(null, null, false, ClientAuthenticationMethod.NONE));

    assertThat(desired.pkce()).isTrue();
  }

  @Test
  void client_defaultedRefreshForbidden_worksWithoutIt() {
    var desired =
        desired(
            client(null, List.of("https://app.example.com/cb"), "openid"),
            policy(null, Set.of(GrantType.AUTHORIZATION_CODE), false, null));

    assertThat(desired.enabled()).isTrue();
    assertThat(desired.grantTypes()).containsExactly(GrantType.AUTHORIZATION_CODE);
  }

  @Test
  void client_forbiddenScopeGrantAndUri_losesExactlyThose() {
    var desired =
        desired(
            client(
                List.of(GrantType.AUTHORIZATION_CODE, GrantType.PASSWORD),
                List.of("https://app.example.com/cb", "http://app.example.com/cb"),
                "openid",
                "admin"),
            policy(Set.of("openid"), null, false, null));

    assertThat(desired.enabled()).isTrue();
    assertThat(desired.scopes()).containsExactly("openid");
    assertThat(desired.grantTypes()).containsExactly(GrantType.AUTHORIZATION_CODE);
    assertThat(desired.redirectUris()).containsExactly("https://app.example.com/cb");
  }

  @Test
  void client_lastRedirectForbidden_isDisabled() {
    var desired =
        desired(
            client(
                List.of(GrantType.AUTHORIZATION_CODE),
                List.of("http://app.example.com/cb"),
                "openid"),
            policy(null, null, false, null));

    assertThat(desired.enabled()).isFalse();
    assertThat(desired.grantTypes()).isEmpty();
  }

  @Test
  void client_namesNoScopes_getsOpenidWhereAllowedAndNoneElsewhere() {
    var uris = List.of("https://app.example.com/cb");

    assertThat(desired(client(null, uris), policy(null, null, false, null)).scopes())
        .containsExactly("openid");
    var withoutOpenid = desired(client(null, uris), policy(Set.of("api:read"), null, false, null));
    assertThat(withoutOpenid.scopes()).isEmpty();
    assertThat(withoutOpenid.enabled()).isTrue();
  }
}
