package io.nauthera.api.policy;

import static io.nauthera.api.oauth.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
import static io.nauthera.api.oauth.ClientAuthenticationMethod.CLIENT_SECRET_POST;
import static io.nauthera.api.oauth.ClientAuthenticationMethod.NONE;
import static io.nauthera.api.oauth.ClientAuthenticationMethod.PRIVATE_KEY_JWT;
import static io.nauthera.api.oauth.GrantType.AUTHORIZATION_CODE;
import static io.nauthera.api.oauth.GrantType.CLIENT_CREDENTIALS;
import static io.nauthera.api.oauth.GrantType.DEVICE_CODE;
import static io.nauthera.api.oauth.GrantType.IMPLICIT;
import static io.nauthera.api.oauth.GrantType.REFRESH_TOKEN;
import static io.nauthera.api.policy.Fixtures.authenticating;
import static io.nauthera.api.policy.Fixtures.client;
import static io.nauthera.api.policy.Fixtures.decide;
import static io.nauthera.api.policy.Fixtures.faults;
import static io.nauthera.api.policy.Fixtures.grants;
import static io.nauthera.api.policy.Fixtures.grantsWithoutRedirects;
import static io.nauthera.api.policy.Fixtures.hosts;
import static io.nauthera.api.policy.Fixtures.id;
import static io.nauthera.api.policy.Fixtures.loopback;
import static io.nauthera.api.policy.Fixtures.named;
import static io.nauthera.api.policy.Fixtures.policy;
import static io.nauthera.api.policy.Fixtures.redirecting;
import static io.nauthera.api.policy.Fixtures.rotation;
import static io.nauthera.api.policy.Fixtures.schemes;
import static io.nauthera.api.policy.Fixtures.scopes;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.TokenLifetimes;
import io.nauthera.api.policy.Policy.Enforcement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final Policy SILENT = policy("silent");
  private static final String JWKS_URI = "https://app.example.com/jwks.json";

  @ParameterizedTest
  @CsvSource({
    "openid, true",
    "profile, true",
    "email, true",
    "OpenID, false",
    "offline_access, false",
    "api:read, false",
  })
  void scope_byBaseline_judged(String scope, boolean accepted) {
    assertThat(faults(RuleId.SCOPES, scopes(scope), SILENT).isEmpty()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"openid, true", "api:read, true", "profile, false", "api:*, false", "api, false"})
  void scope_byPolicy_insteadOfBaseline(String scope, boolean accepted) {
    var api = scopes(policy("api"), "openid", "api:read");
    assertThat(faults(RuleId.SCOPES, scopes(scope), api, SILENT).isEmpty()).isEqualTo(accepted);
  }

  @Test
  void scope_ofTwoPolicies_mustPleaseBoth() {
    var a = scopes(policy("a"), "openid", "x");
    var b = scopes(policy("b"), "openid", "y");
    assertThat(faults(RuleId.SCOPES, scopes("x", "openid", "y", "z"), a, b))
        .containsExactly("spec.scopes[0]", "spec.scopes[2]", "spec.scopes[3]");
    assertThat(decide(scopes("z"), a, b).violations())
        .extracting(Violation::policies)
        .containsExactly(List.of(a.name(), b.name()));
  }

  @Test
  void scope_policyAllowsNone_everyOneRefused() {
    assertThat(faults(RuleId.SCOPES, scopes("openid"), scopes(policy("none")))).hasSize(1);
  }

  @Test
  void scope_tenthAfterSecond_sortedByNumber() {
    assertThat(
            faults(
                RuleId.SCOPES,
                scopes("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"),
                SILENT))
        .containsSubsequence("spec.scopes[2]", "spec.scopes[9]", "spec.scopes[10]");
  }

  @ParameterizedTest
  @EnumSource(GrantType.class)
  void grant_byBaseline_codeAndRefresh(GrantType grant) {
    assertThat(faults(RuleId.GRANTS, grants(grant), SILENT).isEmpty())
        .isEqualTo(grant == AUTHORIZATION_CODE || grant == REFRESH_TOKEN);
  }

  @ParameterizedTest
  @EnumSource(GrantType.class)
  void grant_byPolicy_asListed(GrantType grant) {
    var machine = grants(policy("machine"), CLIENT_CREDENTIALS, DEVICE_CODE);
    assertThat(faults(RuleId.GRANTS, grants(grant), machine, SILENT).isEmpty())
        .isEqualTo(grant == CLIENT_CREDENTIALS || grant == DEVICE_CODE);
  }

  @Test
  void grant_refused_byIndex() {
    assertThat(faults(RuleId.GRANTS, grants(AUTHORIZATION_CODE, IMPLICIT)))
        .containsExactly("spec.grantTypes[1]");
  }

  @Test
  void grant_defaultedRefreshForbidden_leftOut() {
    var code = grants(policy("code"), AUTHORIZATION_CODE);
    assertThat(decide(client(), code).allowed()).isTrue();
    assertThat(EffectivePolicy.of(List.of(code)).grantsOf(client()))
        .containsExactly(AUTHORIZATION_CODE);
  }

  @Test
  void grant_writtenRefreshForbidden_refused() {
    assertThat(
            faults(
                RuleId.GRANTS,
                grants(AUTHORIZATION_CODE, REFRESH_TOKEN),
                grants(policy("code"), AUTHORIZATION_CODE)))
        .containsExactly("spec.grantTypes[1]");
  }

  @Test
  void grant_defaultedCodeForbidden_refusedWithoutIndex() {
    assertThat(faults(RuleId.GRANTS, client(), grants(policy("machine"), CLIENT_CREDENTIALS)))
        .containsExactly("spec.grantTypes");
  }

  @Test
  void grant_unwritten_codeAndRefresh() {
    assertThat(EffectivePolicy.of(List.of()).grantsOf(client()))
        .containsExactly(AUTHORIZATION_CODE, REFRESH_TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHORIZATION_CODE, false",
    "IMPLICIT, false",
    "REFRESH_TOKEN, true",
    "CLIENT_CREDENTIALS, true",
    "PASSWORD, true",
    "DEVICE_CODE, true",
    "CIBA, true",
    "TOKEN_EXCHANGE, true",
    "JWT_BEARER, true",
  })
  void redirects_none_neededByGrantsThatSendBack(GrantType grant, boolean accepted) {
    assertThat(faults(RuleId.REDIRECTS_NEEDED, grantsWithoutRedirects(grant)).isEmpty())
        .isEqualTo(accepted);
    assertThat(faults(RuleId.REDIRECTS_NEEDED, grants(grant))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void method_byBaseline_allButNone(ClientAuthenticationMethod method) {
    assertThat(faults(RuleId.AUTHENTICATION, authenticating(method), SILENT).isEmpty())
        .isEqualTo(method != NONE);
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void method_byPolicy_onlyTheImposed(ClientAuthenticationMethod method) {
    for (var imposed : ClientAuthenticationMethod.values()) {
      var policy = policy("imposing").withAuthentication(imposed);
      assertThat(faults(RuleId.AUTHENTICATION, authenticating(method), policy, SILENT).isEmpty())
          .isEqualTo(method == imposed);
    }
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void method_unwritten_followsPolicy(ClientAuthenticationMethod imposed) {
    var policy = policy("imposing").withAuthentication(imposed);
    assertThat(decide(client().withJwksUri(JWKS_URI), policy).allowed()).isTrue();
    assertThat(EffectivePolicy.of(List.of(policy)).authenticationOf(client())).isEqualTo(imposed);
    assertThat(EffectivePolicy.of(List.of(SILENT)).authenticationOf(client()))
        .isEqualTo(CLIENT_SECRET_BASIC);
  }

  @Test
  void keys_missing_refusedWhereTheClientMustSign() {
    var imposing = policy("imposing").withAuthentication(PRIVATE_KEY_JWT);
    var other = policy("other").withAuthentication(CLIENT_SECRET_POST);
    ClientMetadata signing = authenticating(PRIVATE_KEY_JWT);

    assertThat(decide(client(), imposing, SILENT).violations())
        .extracting(Violation::toString)
        .containsExactly(
            "spec.jwks: private_key_jwt needs the public keys of the client: set jwksUri or jwks (imposed by AuthPolicy security/imposing)");
    assertThat(decide(signing, SILENT).violations())
        .extracting(Violation::toString)
        .containsExactly(
            "spec.jwks: private_key_jwt needs the public keys of the client: set jwksUri or jwks");
    assertThat(faults(RuleId.KEYS_NEEDED, client().withJwksUri(JWKS_URI), imposing)).isEmpty();
    assertThat(faults(RuleId.KEYS_NEEDED, client(), SILENT)).isEmpty();
    assertThat(faults(RuleId.KEYS_NEEDED, client(), imposing, other))
        .as("another policy does not take a violation away")
        .containsExactly("spec.jwks");
  }

  @Test
  void method_contested_conflictNamesAll() {
    var a = policy("a").withAuthentication(CLIENT_SECRET_BASIC);
    var b = policy("b").withAuthentication(CLIENT_SECRET_POST);
    for (var client : List.of(client(), authenticating(CLIENT_SECRET_BASIC))) {
      assertThat(decide(client, a, b).violations())
          .singleElement()
          .satisfies(v -> assertThat(v.policies()).containsExactly(a.name(), b.name()))
          .satisfies(v -> assertThat(v.message()).contains("security/a", "security/b"));
    }
  }

  @Test
  void method_noneWithClientCredentials_refusedWhoeverWantsIt() {
    var open = grants(policy("open").withAuthentication(NONE), CLIENT_CREDENTIALS);
    assertThat(faults(RuleId.AUTHENTICATION, authenticating(NONE, CLIENT_CREDENTIALS), open))
        .containsExactly("spec.tokenEndpointAuthMethod");
    assertThat(decide(grantsWithoutRedirects(CLIENT_CREDENTIALS), open).violations())
        .singleElement()
        .satisfies(v -> assertThat(v.policies()).containsExactly(open.name()));
    assertThat(faults(RuleId.AUTHENTICATION, authenticating(NONE, CLIENT_CREDENTIALS))).hasSize(2);
    assertThat(faults(RuleId.AUTHENTICATION, authenticating(NONE, AUTHORIZATION_CODE), open))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "team-a.shop, true",
    "team-a.other, true",
    "team-a.master-realm, true",
    "team-b.shop, false",
    "team-a, false",
    "team-a-shop, false",
    "team-ab.shop, false",
    "Team-a.shop, false",
    "x.team-a.shop, false",
    "shop, false",
  })
  void clientId_outsideOwnNamespace_refused(String id, boolean accepted) {
    assertThat(faults(RuleId.CLIENT_ID, id(id), SILENT).isEmpty()).isEqualTo(accepted);
    assertThat(
            faults(RuleId.CLIENT_ID, id(id), policy("yes").withAllowCustomClientIds(true), SILENT))
        .isEmpty();
    assertThat(
            faults(
                    RuleId.CLIENT_ID,
                    id(id),
                    policy("yes").withAllowCustomClientIds(true),
                    policy("no").withAllowCustomClientIds(false))
                .isEmpty())
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account",
        "Account",
        "MASTER-REALM",
        "account-console",
        "admin-cli",
        "admin-permissions",
        "broker",
        "realm-management",
        "security-admin-console",
        "master-realm",
      })
  void clientId_keptByKeycloak_refusedAlways(String id) {
    assertThat(faults(RuleId.CLIENT_ID, id(id), policy("yes").withAllowCustomClientIds(true)))
        .hasSize(1);
  }

  @Test
  void clientId_unwritten_neverRefused() {
    assertThat(decide(named("test-realm")).allowed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "x, 255, true",
    "x, 256, false",
    "é, 255, true",
    "🛒, 127, true",
    "🛒, 128, false",
    "🛒, 200, false",
  })
  void displayName_longerThanStored_refused(String character, int times, boolean accepted) {
    assertThat(faults(RuleId.LENGTHS, client().withDisplayName(character.repeat(times))).isEmpty())
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "239, AUTHORIZATION_CODE, true",
    "255, AUTHORIZATION_CODE, true",
    "256, AUTHORIZATION_CODE, false",
    "239, CLIENT_CREDENTIALS, true",
    "240, CLIENT_CREDENTIALS, false"
  })
  void clientId_longerThanStored_refused(int length, GrantType grant, boolean accepted) {
    var given = grants(grant).withClientId(padded("team-a.", length));
    assertThat(faults(RuleId.LENGTHS, given))
        .isEqualTo(accepted ? List.of() : List.of("spec.clientId"));
    var byDefault =
        named("n".repeat(length - "team-a.".length()))
            .withGrantTypes(List.of(grant))
            .withSecretName("shop");
    assertThat(faults(RuleId.LENGTHS, byDefault))
        .isEqualTo(accepted ? List.of() : List.of("metadata.name"));
  }

  @Test
  void clientId_tooLongForServiceAccount_refusedOnlyWithThatGrant() {
    var client = client().withClientId(padded("team-a.", 240));
    assertThat(faults(RuleId.LENGTHS, client)).isEmpty();
    assertThat(
            faults(
                RuleId.LENGTHS,
                client.withGrantTypes(List.of(AUTHORIZATION_CODE, CLIENT_CREDENTIALS))))
        .hasSize(1);
  }

  @Test
  void secretName_byDefaultLongerThanKubernetesAccepts_refused() {
    assertThat(faults(RuleId.LENGTHS, named("n".repeat(239)))).isEmpty();
    assertThat(faults(RuleId.LENGTHS, named("n".repeat(240)))).containsExactly("metadata.name");
    assertThat(faults(RuleId.LENGTHS, named("n".repeat(240)).withSecretName("shop"))).isEmpty();
    assertThat(faults(RuleId.LENGTHS, client().withSecretName("s".repeat(254))))
        .containsExactly("spec.secretName");
  }

  @Test
  void defaultNames_bothTooLong_violationsDiffer() {
    assertThat(decide(named("n".repeat(253))).violations())
        .extracting(violation -> violation.field().toString())
        .containsExactly("metadata.name", "metadata.name");
    assertThat(Violation.keys(decide(named("n".repeat(253))).violations())).hasSize(2);
  }

  private static String padded(String start, int length) {
    return start + "k".repeat(length - start.length());
  }

  @Test
  void imposed_severalPolicies_strictestAndByWhom() {
    var a =
        policy("a")
            .withLifetimes(new TokenLifetimes(Duration.ofMinutes(5), null, Duration.ofMinutes(9)))
            .withEnforcePkce(true);
    var b =
        policy("b")
            .withLifetimes(
                new TokenLifetimes(
                    Duration.ofMinutes(3), Duration.ofHours(1), Duration.ofMinutes(9)));
    var both = EffectivePolicy.of(List.of(a, b));
    assertThat(both.accessTokenLifetime().value()).contains(Duration.ofMinutes(3));
    assertThat(both.accessTokenLifetime().imposedBy()).containsExactly(b.name());
    assertThat(both.refreshTokenLifetime().value()).contains(Duration.ofHours(1));
    assertThat(both.idTokenLifetime().imposedBy()).containsExactly(a.name(), b.name());
    assertThat(both.pkce().value()).contains(true);
    assertThat(both.pkce().imposedBy()).containsExactly(a.name());
    assertThat(both.pkce().isContested()).isFalse();
    assertThat(both.rotation().value()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "ENFORCE", mode = EnumSource.Mode.EXCLUDE)
  void warnOrAudit_ownFault_saidApart(Enforcement enforcement) {
    var strict = scopes(policy("strict"), "openid").withEnforcement(enforcement);
    var decision = decide(scopes("profile"), strict);
    assertThat(decision.allowed()).isTrue();
    assertThat(enforcement == Enforcement.WARN ? decision.warnings() : decision.audited())
        .extracting(violation -> violation.field().toString())
        .containsExactly("spec.scopes[0]");
    assertThat(enforcement == Enforcement.WARN ? decision.audited() : decision.warnings())
        .isEmpty();
  }

  @Test
  void warn_wouldForbidBesideEnforced_onlyThatIsSaid() {
    var nativeApps = loopback(policy("native"), true);
    var hosts = hosts(policy("hosts"), "shop.example.com").withEnforcement(Enforcement.WARN);
    var https = schemes(policy("https"), "https").withEnforcement(Enforcement.WARN);
    var no = loopback(policy("no"), false).withEnforcement(Enforcement.WARN);
    var local = redirecting("http://localhost/cb");
    assertThat(decide(local, nativeApps, hosts, https).warnings()).isEmpty();
    assertThat(decide(local, nativeApps, no).allowed()).isTrue();
    assertThat(decide(local, nativeApps, no).warnings())
        .extracting(Violation::policies)
        .containsExactly(List.of(no.name()));
  }

  @Test
  void warn_besideEnforcedFault_namesOnlyItself() {
    var enforced = scopes(policy("enforced"), "openid");
    var silent = policy("silent").withEnforcement(Enforcement.WARN);
    var warning = scopes(policy("warning"), "openid").withEnforcement(Enforcement.WARN);
    assertThat(decide(scopes("x"), enforced, silent).warnings()).isEmpty();
    assertThat(decide(scopes("x"), enforced, warning).warnings())
        .extracting(Violation::policies)
        .containsExactly(List.of(warning.name()));
  }

  @Test
  void warn_conflictsWithEnforced_warned() {
    var a = policy("a").withAuthentication(CLIENT_SECRET_POST);
    var b = policy("b").withAuthentication(CLIENT_SECRET_BASIC).withEnforcement(Enforcement.WARN);
    assertThat(decide(client(), a, b).allowed()).isTrue();
    assertThat(decide(client(), a, b).warnings()).hasSize(1);
  }

  @Test
  void violations_ofMovedLine_sameKey() {
    var first = decide(scopes("x", "openid")).violations().getFirst();
    var second = decide(scopes("openid", "x")).violations().getFirst();
    assertThat(first).isNotEqualTo(second);
    assertThat(first.key()).isEqualTo(second.key());
  }

  @Test
  void imposed_differently_isAConflictThatNamesThePolicies() {
    var a = rotation(policy("a").withAuthentication(CLIENT_SECRET_BASIC), "0 0 * * *", false);
    var b = rotation(policy("b").withAuthentication(CLIENT_SECRET_BASIC), "0 0 * * *", true);
    var c = policy("c").withAuthentication(PRIVATE_KEY_JWT);

    assertThat(EffectivePolicy.of(List.of(a, SILENT)).conflicts()).isEmpty();
    assertThat(EffectivePolicy.of(List.of(a, b)).conflicts())
        .extracting(Conflict::toString)
        .containsExactly(
            "different secret rotations (AuthPolicy security/a: \"0 0 * * *\" in UTC; AuthPolicy security/b: \"0 0 * * *\" in UTC without overlap)");
    assertThat(EffectivePolicy.of(List.of(a, b, c)).conflicts())
        .extracting(Conflict::policies)
        .containsExactly(List.of(a.name(), b.name(), c.name()), List.of(a.name(), b.name()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 * * * | UTC           | @daily         | Etc/UTC       | false",
        "15 3 * * SUN | Europe/Oslo | 15 3 ? * 7    | Europe/Berlin | false",
        "0 0 * * * | UTC           | 0 0 * * *      | Europe/Berlin | true",
        "0 0 * * * | UTC           | 0 1 * * *      | UTC           | true",
      })
  void rotations_ofAnotherMeaning_conflict(
      String schedule, String timeZone, String other, String otherZone, boolean isConflict) {
    var a = policy("a").withRotation(Fixtures.rotation(schedule, timeZone, false));
    var b = policy("b").withRotation(Fixtures.rotation(other, otherZone, false));
    var both = EffectivePolicy.of(List.of(a, b));
    assertThat(both.conflicts()).hasSize(isConflict ? 1 : 0);
    assertThat(both.rotation().isContested()).isEqualTo(isConflict);
  }
}
