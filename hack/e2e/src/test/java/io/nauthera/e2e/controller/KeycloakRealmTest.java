package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.keycloak.KeycloakRealm;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Creation;
import io.nauthera.controller.provisioning.ClientRegistry.Found;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import io.nauthera.controller.provisioning.Comparison.Same;
import io.nauthera.controller.provisioning.DesiredClientDraft;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.Realm.Health;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import io.nauthera.sandbox.keycloak.KeycloakTemplate;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a realm of a real Keycloak says about itself, and how its settings bind clients. */
class KeycloakRealmTest {
  private static final Owner OWNER = new Owner(new ClientName("team", "app"), "uid-1", "cluster-1");
  private static final String WRONG = "wrong-secret-3b1f";
  private static ContractRealm realm;

  @BeforeAll
  static void createRealm() {
    realm = ContractRealm.create("settings", "manage-clients", "view-realm");
  }

  private static DesiredClientDraft draft() {
    return new DesiredClientDraft("team." + UUID.randomUUID(), OWNER);
  }

  private static void assertUnavailable(KeycloakRealm broken, Cause cause) {
    try (broken) {
      assertThat(broken.health().problem()).get().extracting(Unavailable::cause).isEqualTo(cause);
      assertThat(broken.clients().create(draft().finished(), "a-secret"))
          .isInstanceOfSatisfying(
              Unavailable.class,
              unavailable -> {
                assertThat(unavailable.cause()).as(unavailable.detail()).isEqualTo(cause);
                assertThat(unavailable.detail())
                    .doesNotContain(realm.account().secret(), WRONG, "null");
              });
    }
  }

  @Test
  void server_stopped_isUnreachable() {
    assertUnavailable(realm.connect("http://127.0.0.1:9", realm.account()), Cause.UNREACHABLE);
  }

  @Test
  void path_wrong_isNotKeycloak() {
    assertUnavailable(
        realm.connect(ContractRealm.url() + "/auth", realm.account()), Cause.UNREACHABLE);
  }

  @Test
  void credentials_wrong_areRejected() {
    assertUnavailable(
        realm.connect(ContractRealm.url(), new ServiceAccount(realm.account().clientId(), WRONG)),
        Cause.CREDENTIALS_REJECTED);
  }

  @Test
  void realm_missing_isReported() {
    assertUnavailable(
        new ContractRealm("no-such-realm", realm.account()).connect(), Cause.REALM_MISSING);
  }

  @ParameterizedTest
  @CsvSource({"view-realm, manage-clients", "manage-clients, view-realm"})
  void role_missing_isNamed(String granted, String missing) {
    ServiceAccount poor =
        ContractRealm.admin().createServiceAccount(realm.name(), "has-" + granted, granted);
    try (var poorRealm = realm.connect(ContractRealm.url(), poor)) {
      assertThat(poorRealm.health().problem())
          .contains(
              new Unavailable(
                  Cause.FORBIDDEN,
                  "service account \"%s\" of realm \"settings\" needs the role %s of realm-management"
                      .formatted(poor.clientId(), missing)));
    }
    assertUnavailable(realm.connect(ContractRealm.url(), poor), Cause.FORBIDDEN);
  }

  /** It may list clients, and would see none. */
  @Test
  void client_thatTheServiceAccountMayNotSee_isNotAbsent() {
    ServiceAccount poor =
        ContractRealm.admin().createServiceAccount(realm.name(), "lists", "query-clients");
    try (var poorRealm = realm.connect(ContractRealm.url(), poor)) {
      assertThat(poorRealm.clients().find("nauthera")).isInstanceOf(Unavailable.class);
    }
  }

  @Test
  void server_usable_passesTheCheck() {
    try (var usable = realm.connect()) {
      Health health = usable.health();
      assertThat(health.problem()).isEmpty();
      assertThat(health.missingScopes()).isEmpty();
    }
  }

  @Test
  void scope_missingAndNotToBeCreated_isRejectedByName() {
    DesiredClientDraft strange = draft();
    strange.scopes = Set.of("no:such");
    strange.createScopes = false;
    try (var usable = realm.connect()) {
      assertThat(usable.clients().create(strange.finished(), "a-secret"))
          .isInstanceOfSatisfying(
              Rejected.class, rejected -> assertThat(rejected.detail()).contains("no:such"));
    }
  }

  @Test
  void scopes_ofKeycloakThatAreMissing_areNeverCreated() {
    ContractRealm poor = ContractRealm.create("poor-scopes", "manage-clients", "view-realm");
    for (var scope : ContractRealm.admin().get("/realms/poor-scopes/client-scopes")) {
      if (Set.of("basic", "acr", "email").contains(scope.path("name").asText())) {
        ContractRealm.admin()
            .delete("/realms/poor-scopes/client-scopes/" + scope.path("id").asText());
      }
    }
    try (var usable = poor.connect()) {
      assertThat(usable.health().problem()).isEmpty();
      assertThat(usable.health().missingScopes()).containsExactly("acr", "basic");

      DesiredClientDraft modest = draft();
      modest.scopes = Set.of("openid", "profile");
      Creation created = usable.clients().create(modest.finished(), "a-secret");
      assertThat(created).isInstanceOf(Created.class);
      assertThat(usable.clients().compare(((Created) created).client(), modest.finished()))
          .isEqualTo(new Same());

      DesiredClientDraft email = draft();
      email.scopes = Set.of("openid", "email");
      assertThat(usable.clients().create(email.finished(), "a-secret"))
          .isInstanceOfSatisfying(
              Rejected.class, rejected -> assertThat(rejected.detail()).contains("email"));
    }
    assertThat(ContractRealm.admin().get("/realms/poor-scopes/client-scopes").toString())
        .doesNotContain("\"name\":\"basic\"", "\"name\":\"email\"");
  }

  /** Keycloak does not give it to an OpenID Connect client, and does not say so. */
  @ParameterizedTest
  @ValueSource(strings = {"role_list", "legacy:read"})
  void scope_ofAnotherProtocol_isNotGivenAndMakesNoDifference(String scope) {
    ContractRealm.admin()
        .call(
            "POST",
            "/realms/settings/client-scopes",
            KeycloakAdmin.object().put("name", "legacy:read").put("protocol", "saml"));
    DesiredClientDraft asking = draft();
    asking.scopes = Set.of("openid", scope);
    try (var usable = realm.connect()) {
      RegisteredClient client =
          ((Created) usable.clients().create(asking.finished(), "a-secret")).client();
      assertThat(client.settings().scopes()).doesNotContain(scope);
      assertThat(usable.clients().find(asking.clientId)).isEqualTo(new Found(client));
      assertThat(usable.clients().compare(client, asking.finished())).isEqualTo(new Same());
    }
  }

  /** Keycloak answers 400 to every change of a client that is above the new limits. */
  @Test
  void sessionLimits_lowered_areSeenAtTheRefusal() {
    assumeFalse(
        KeycloakTemplate.version().startsWith("26.4."),
        "Keycloak 26.4 accepts a lifetime above the limit of the realm");
    ContractRealm narrow = ContractRealm.create("narrow", "manage-clients", "view-realm");
    DesiredClientDraft client = draft();
    try (var usable = narrow.connect()) {
      RegisteredClient created =
          ((Created) usable.clients().create(client.finished(), "a-secret")).client();
      ContractRealm.admin()
          .put("/realms/narrow", KeycloakAdmin.object().put("ssoSessionIdleTimeout", 600));
      client.displayName = "Other";

      assertThat(usable.clients().update(created, client.finished(), () -> "unused"))
          .isInstanceOfSatisfying(
              Updated.class,
              updated ->
                  assertThat(updated.client().settings().refreshTokenLifetime())
                      .isEqualTo(Duration.ofMinutes(10)));
    }
  }

  @Test
  void realm_withAnyName_isReached() {
    String name = "50% größe";
    String issuer = ContractRealm.url() + "/realms/50%25%20gr%C3%B6%C3%9Fe";
    ContractRealm.admin()
        .post("/realms", KeycloakAdmin.object().put("realm", name).put("enabled", true));
    try (var wrong =
        ContractRealm.connect(
            new KeycloakConnection(
                ContractRealm.url(), name, issuer + "/", false, "nauthera", WRONG, null))) {
      assertThat(wrong.health().problem())
          .get()
          .extracting(Unavailable::cause)
          .isEqualTo(Cause.CREDENTIALS_REJECTED);
      assertThat(wrong.endpoints())
          .isInstanceOfSatisfying(
              Endpoints.class, found -> assertThat(found.issuer()).isEqualTo(issuer));
    }
  }

  @Test
  void issuer_thatDoesNotResolve_isTakenFromTheGivenUrl() {
    ContractRealm.create("outside", "manage-clients", "view-realm");
    var change = KeycloakAdmin.object();
    change.withObject("/attributes").put("frontendUrl", "https://sso.example.invalid");
    ContractRealm.admin().put("/realms/outside", change);
    try (var outside =
        ContractRealm.connect(
            new KeycloakConnection(
                ContractRealm.url(),
                "outside",
                "https://sso.example.invalid/realms/outside",
                true,
                "nauthera",
                "unused",
                null))) {
      assertThat(outside.endpoints())
          .isInstanceOfSatisfying(
              Endpoints.class,
              found -> {
                assertThat(found.issuer()).isEqualTo("https://sso.example.invalid/realms/outside");
                assertThat(found.byName()).containsKey("token_endpoint");
              });
    }
  }
}
