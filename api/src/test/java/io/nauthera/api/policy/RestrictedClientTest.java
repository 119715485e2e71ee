package io.nauthera.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestrictedClientTest {
  private static final PolicyName WEB = new PolicyName("security", "web");
  private static final PolicyName OTHER = new PolicyName("security", "other");
  private final ClientMetadata app =
      ClientMetadata.named(new ClientName("team", "app"))
          .withRedirectUris(List.of(RedirectUri.parse("https://app.example.com/cb")));

  private static RestrictedClient restrict(ClientMetadata client, Policy... policies) {
    var policy = EffectivePolicy.of(List.of(policies));
    List<Violation> violations =
        new PolicyEvaluator(ServerProfile.KEYCLOAK)
            .evaluate(client, PolicySet.of(List.of(policies)))
            .violations();
    assertThat(violations).isNotEmpty();
    return RestrictedClient.of(client, policy, violations);
  }

  @Test
  void forbiddenEntries_areLeftOut() {
    var restricted =
        restrict(
            app.withScopes(List.of("openid", "admin"))
                .withRedirectUris(
                    List.of(
                        RedirectUri.parse("https://app.example.com/cb"),
                        RedirectUri.parse("http://app.example.com/cb"))),
            Policy.named(WEB));

    assertThat(restricted.metadata().scopes()).containsExactly("openid");
    assertThat(restricted.metadata().redirectUris()).hasSize(1);
    assertThat(restricted.enabled()).isTrue();
    assertThat(restricted.keepsMethod()).isFalse();
  }

  @Test
  void methodThatAnotherIsImposedInsteadOf_isReplacedByIt() {
    var client = app.withTokenEndpointAuthMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    var imposing = imposing(WEB, ClientAuthenticationMethod.CLIENT_SECRET_POST);

    var restricted = restrict(client, imposing);

    assertThat(restricted.enabled()).isTrue();
    assertThat(restricted.keepsMethod()).isFalse();
    assertThat(EffectivePolicy.of(List.of(imposing)).methodOf(restricted.metadata()))
        .isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_POST);
  }

  @Test
  void methodNone_thatNoPolicyImposes_isNotUsed() {
    var restricted =
        restrict(
            app.withTokenEndpointAuthMethod(ClientAuthenticationMethod.NONE), Policy.named(WEB));

    assertThat(restricted.enabled()).isTrue();
    assertThat(restricted.keepsMethod()).isTrue();
  }

  @Test
  void contestedMethod_isKept() {
    var restricted =
        restrict(
            app,
            imposing(WEB, ClientAuthenticationMethod.CLIENT_SECRET_POST),
            imposing(OTHER, ClientAuthenticationMethod.PRIVATE_KEY_JWT));

    assertThat(restricted.keepsMethod()).isTrue();
    assertThat(restricted.enabled()).isTrue();
  }

  @Test
  void redirectUris_allForbidden_leaveTheOtherGrant() {
    var restricted =
        restrict(
            app.withRedirectUris(List.of(RedirectUri.parse("http://app.example.com/cb")))
                .withGrantTypes(
                    List.of(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS)),
            Policy.named(WEB)
                .withAllowedGrantTypes(
                    Set.of(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS)));

    assertThat(restricted.enabled()).isTrue();
    assertThat(EffectivePolicy.of(List.of()).usableGrantsOf(restricted.metadata()))
        .containsExactly(GrantType.CLIENT_CREDENTIALS);
  }

  @Test
  void defaultGrant_forbidden_isLeftOut() {
    var restricted =
        restrict(
            app, Policy.named(WEB).withAllowedGrantTypes(Set.of(GrantType.CLIENT_CREDENTIALS)));

    assertThat(restricted.enabled()).isTrue();
    assertThat(restricted.metadata().grantTypes()).isEmpty();
  }

  @Test
  void publicClient_losesTheGrantOfServiceAccounts() {
    var restricted =
        restrict(
            app.withGrantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS)),
            imposing(WEB, ClientAuthenticationMethod.NONE)
                .withAllowedGrantTypes(
                    Set.of(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS)));

    assertThat(restricted.metadata().grantTypes()).containsExactly(GrantType.AUTHORIZATION_CODE);
    assertThat(restricted.enabled()).isTrue();
  }

  @Test
  void displayName_tooLong_isLeftOut() {
    var restricted = restrict(app.withDisplayName("x".repeat(300)), Policy.named(WEB));

    assertThat(restricted.metadata().displayName()).isNull();
    assertThat(restricted.enabled()).isTrue();
  }

  @Test
  void clientId_ofAnotherNamespace_disables() {
    assertThat(restrict(app.withClientId("other.app"), Policy.named(WEB)).enabled()).isFalse();
  }

  private static Policy imposing(PolicyName name, ClientAuthenticationMethod method) {
    return Policy.named(name).withAuthentication(method);
  }
}
