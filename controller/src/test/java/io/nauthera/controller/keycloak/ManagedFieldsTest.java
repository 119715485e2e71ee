package io.nauthera.controller.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.keycloak.RealmFacts.Scope;
import io.nauthera.controller.provisioning.DesiredClientDraft;
import io.nauthera.controller.provisioning.Owner;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ManagedFieldsTest {
  private static final Owner OWNER = new Owner(new ClientName("team", "app"), "uid-1", "cluster-1");
  private static final RealmFacts FACTS =
      new RealmFacts(
          new SessionLimits(
              Duration.ofMinutes(30),
              Duration.ofHours(10),
              Duration.ofDays(30),
              Duration.ofDays(60)),
          Map.of(
              "basic", new Scope("1", "openid-connect"),
              "profile", new Scope("2", "openid-connect"),
              "offline_access", new Scope("3", "openid-connect"),
              "service_account", new Scope("4", "openid-connect"),
              "role_list", new Scope("5", "saml"),
              "legacy:read", new Scope("6", "")));

  private static DesiredClientDraft draft() {
    var draft = new DesiredClientDraft("team.app", OWNER);
    draft.scopes = Set.of("openid");
    return draft;
  }

  private static ManagedFields wanted(Consumer<DesiredClientDraft> change) {
    DesiredClientDraft draft = draft();
    change.accept(draft);
    return ManagedFields.of(draft.finished(), FACTS, ManagedFields.Unmanaged.NONE);
  }

  private static ObjectNode written(Consumer<DesiredClientDraft> change) {
    DesiredClientDraft draft = draft();
    change.accept(draft);
    return ClientDocument.create(draft.finished(), wanted(change), "the-secret");
  }

  private static ManagedFields withRefresh(@Nullable Duration refresh) {
    return wanted(d -> d.refresh = refresh);
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void written_readAgain_isTheSame(ClientAuthenticationMethod method) {
    Consumer<DesiredClientDraft> change = d -> d.authentication = method;
    ManagedFields read = ManagedFields.of(written(change));
    assertThat(read).isEqualTo(wanted(change));
    assertThat(read.authenticationMethod()).isEqualTo(method);
  }

  @ParameterizedTest
  @EnumSource(GrantType.class)
  void grant_written_isReadAgain(GrantType grant) {
    assertThat(ManagedFields.of(written(d -> d.grants = Set.of(grant))).grantTypes())
        .containsExactly(grant);
  }

  @Test
  void grants_thatKeycloakWouldRefuse_areNotUsable() {
    assertThat(
            wanted(
                    d -> {
                      d.authentication = ClientAuthenticationMethod.NONE;
                      d.grants = Set.of(GrantType.AUTHORIZATION_CODE, GrantType.TOKEN_EXCHANGE);
                    })
                .unusableGrants())
        .containsOnlyKeys(GrantType.TOKEN_EXCHANGE);
    assertThat(wanted(d -> d.grants = Set.of(GrantType.TOKEN_EXCHANGE)).unusableGrants()).isEmpty();
    assertThat(
            wanted(d -> d.grants = Set.of(GrantType.CIBA, GrantType.JWT_BEARER)).unusableGrants())
        .containsOnlyKeys(GrantType.CIBA, GrantType.JWT_BEARER);
  }

  @Test
  void identityProvider_namedByAnAdministrator_isKeptAndMakesTheGrantUsable() {
    ObjectNode client = written(d -> d.grants = Set.of(GrantType.JWT_BEARER));
    client.withObject("/attributes").put("oauth2.jwt.authorization.grant.idp", "partner");
    ManagedFields read = ManagedFields.of(client);

    assertThat(read.unusableGrants()).isEmpty();
    assertThat(wanted(d -> d.grants = Set.of(GrantType.JWT_BEARER)).differences(read)).isEmpty();
    assertThat(read.json().at("/attributes/oauth2.jwt.authorization.grant.idp").isMissingNode())
        .isTrue();
  }

  @Test
  void orderAndEmptyAttributesAndSwitchesThatAreOff_makeNoDifference() {
    ObjectNode client = written(d -> {});
    client
        .putArray("redirectUris")
        .add("https://app.example.com/cb2")
        .add("https://app.example.com/cb");
    ObjectNode attributes = client.withObject("/attributes");
    attributes.remove("jwks.url");
    attributes.remove("oidc.ciba.grant.enabled");
    attributes.put("acme/cost-centre", "42");
    client.withArray("/defaultClientScopes").add("service_account");

    assertThat(ManagedFields.of(client)).isEqualTo(wanted(d -> {}));
    assertThat(wanted(d -> {}).differences(ManagedFields.of(client))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/fullScopeAllowed, true, fullScopeAllowed",
    "/directAccessGrantsEnabled, true, directAccessGrantsEnabled",
    "/consentRequired, true, consentRequired",
    "/attributes/client_credentials.use_refresh_token, true, client_credentials.use_refresh_token",
    "/attributes/standard.token.exchange.enabled, true, standard.token.exchange.enabled"
  })
  void drift_isNamed(String pointer, String value, String field) {
    ObjectNode client = written(d -> {});
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = slash == 0 ? client : client.withObject(pointer.substring(0, slash));
    parent.put(pointer.substring(slash + 1), Boolean.parseBoolean(value));

    assertThat(wanted(d -> {}).differences(ManagedFields.of(client))).containsExactly(field);
  }

  @Test
  void lifetimes_areCutByTheRealmAndReportedSo() {
    ManagedFields fields = withRefresh(Duration.ofDays(90));
    assertThat(fields.attributes().values())
        .containsEntry("client.session.idle.timeout", "1800")
        .containsEntry("client.session.max.lifespan", "36000")
        .containsEntry("client.offline.session.idle.timeout", "2592000")
        .containsEntry("client.offline.session.max.lifespan", "5184000");
    assertThat(fields.refreshTokenLifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(fields.offlineTokenLifetime()).isEqualTo(Duration.ofDays(30));
    assertThat(wanted(d -> d.access = Duration.ofDays(1)).accessTokenLifetime())
        .isEqualTo(Duration.ofMinutes(20));
    assertThat(
            wanted(
                    d -> {
                      d.access = Duration.ofDays(1);
                      d.refresh = null;
                    })
                .accessTokenLifetime())
        .isEqualTo(Duration.ofHours(10));
  }

  @Test
  void lifetimes_notDesired_areSentEmpty() {
    ManagedFields fields = withRefresh(null);
    assertThat(fields.refreshTokenLifetime()).isNull();
    assertThat(fields.offlineTokenLifetime()).isNull();
    assertThat(fields.json().at("/attributes/client.session.max.lifespan").asText("-")).isEmpty();
  }

  @Test
  void lifetime_writtenByHandAsText_isADifferenceAndNoError() {
    ObjectNode client = written(d -> {});
    client.withObject("/attributes").put("access.token.lifespan", "5m");
    ManagedFields read = ManagedFields.of(client);

    assertThat(read.accessTokenLifetime()).isEqualTo(Duration.ofMinutes(20));
    assertThat(wanted(d -> {}).differences(read)).containsExactly("access.token.lifespan");
  }

  @Test
  void scopes_thatKeycloakDoesNotGive_areNotReported() {
    ManagedFields fields =
        wanted(d ->
            d.scopes =
                Set.of("openid", "profile", "role_list", "legacy:read", "service_account", "x"));
    assertThat(fields.scopes()).containsExactlyInAnyOrder("basic", "profile");
    assertThat(wanted(d -> d.grants = Set.of(GrantType.CLIENT_CREDENTIALS)).scopes())
        .contains("service_account");
    assertThat(wanted(d -> d.scopes = Set.of("offline_access")).assigned())
        .isEqualTo(new AssignedScopes(Set.of("basic"), Set.of("offline_access")));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "team/app, uid-1, cluster-1, true",
        "-, uid-1, cluster-1, false",
        "team/app, -, cluster-1, false",
        "team/app, uid-1, -, false",
        "team, uid-1, cluster-1, false",
        "team/app/x, uid-1, cluster-1, false",
        "team/app uid-1, uid-1, cluster-1, false",
        "Team/app, uid-1, cluster-1, false",
        "team/app, 'uid 1', cluster-1, false"
      })
  void marker_thatDoesNotParse_isNone(
      @Nullable String name, @Nullable String uid, @Nullable String cluster, boolean isMarker) {
    ObjectNode attributes = written(d -> {}).objectNode();
    attributes.put("nauthera.io/owner", name);
    attributes.put("nauthera.io/owner-uid", uid);
    attributes.put("nauthera.io/cluster", cluster);
    assertThat(ClientDocument.owner(attributes)).isEqualTo(isMarker ? OWNER : null);
  }
}
