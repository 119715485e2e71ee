package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.keycloak.KeycloakRealm;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.ClientRegistry.Cause;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Outcome;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Removal;
import io.nauthera.controller.provisioning.ClientRegistry.Removed;
import io.nauthera.controller.provisioning.ClientRegistry.Taken;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import io.nauthera.controller.provisioning.ClientRegistryContract;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the contract, and tests that need a real Keycloak. */
class KeycloakRegistryTest extends ClientRegistryContract {
  private static final String REALM = "contract";
  private static KeycloakAdmin admin;
  private static ServiceAccount account;
  private static KeycloakRealm realm;
  private static ClientRegistry registry;

  @BeforeAll
  static void createRealm() {
    admin = SharedSandbox.get().keycloak().admin();
    admin.createRealm(REALM);
    account = admin.createServiceAccount(REALM, "nauthera", "manage-clients", "view-realm");
    realm = connect(url(), REALM, account);
    registry = realm.clients();
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  private static String url() {
    return SharedSandbox.get().keycloak().url();
  }

  private static KeycloakRealm connect(String url, String realm, ServiceAccount account) {
    var connection =
        new KeycloakConnection(
            url, realm, url + "/realms/" + realm, account.clientId(), account.secret(), null);
    try {
      return KeycloakRealm.connect(connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected ClientRegistry registry() {
    return registry;
  }

  private void assertUnavailable(KeycloakRealm broken, Cause cause) {
    try (broken) {
      Outcome outcome = broken.clients().ensure(desired());
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Unavailable.class,
              unavailable -> {
                assertThat(unavailable.cause()).as(unavailable.detail()).isEqualTo(cause);
                assertThat(unavailable.detail())
                    .doesNotContain(account.secret(), "wrong-secret-3b1f");
              });
      assertThat(broken.clients().remove(desired().clientId(), owner()))
          .isInstanceOf(Unavailable.class);
      assertThat(broken.health().problem()).get().extracting(Unavailable::cause).isEqualTo(cause);
    }
  }

  @Test
  void server_stopped_isUnreachable() {
    assertUnavailable(connect("http://127.0.0.1:9", REALM, account), Cause.UNREACHABLE);
  }

  @Test
  void credentials_wrong_areRejected() {
    assertUnavailable(
        connect(url(), REALM, new ServiceAccount(account.clientId(), "wrong-secret-3b1f")),
        Cause.CREDENTIALS_REJECTED);
  }

  @Test
  void realm_missing_isReported() {
    assertUnavailable(connect(url(), "no-such-realm", account), Cause.REALM_MISSING);
  }

  @Test
  void role_missing_isReported() {
    ServiceAccount poor = admin.createServiceAccount(REALM, "poor", "view-realm");
    assertUnavailable(connect(url(), REALM, poor), Cause.FORBIDDEN);
  }

  @Test
  void role_toReadTheRealmMissing_isReported() {
    ServiceAccount blind = admin.createServiceAccount(REALM, "blind", "manage-clients");
    try (var realmOfBlind = connect(url(), REALM, blind)) {
      assertThat(realmOfBlind.clients().ensure(desired()))
          .isInstanceOfSatisfying(
              Unavailable.class,
              unavailable -> {
                assertThat(unavailable.cause()).isEqualTo(Cause.FORBIDDEN);
                assertThat(unavailable.detail()).contains("view-realm");
              });
      assertThat(realmOfBlind.health().problem())
          .get()
          .extracting(Unavailable::cause)
          .isEqualTo(Cause.FORBIDDEN);
    }
  }

  @Test
  void server_usable_passesTheCheck() {
    assertThat(realm.health().problem()).isEmpty();
  }

  @Test
  void client_madeByHand_isNeverTouched() {
    admin.post(
        "/realms/contract/clients",
        KeycloakAdmin.object()
            .put("clientId", desired().clientId())
            .put("protocol", "openid-connect"));
    JsonNode before = admin.client(REALM, desired().clientId()).orElseThrow();

    assertThat(registry.ensure(desired())).isInstanceOf(Taken.class);
    assertThat(admin.client(REALM, desired().clientId())).contains(before);
  }

  /** Keycloak answers 409, because both service accounts would have one name. */
  @Test
  void serviceAccount_ofAnotherClientInOtherCase_isTaken() {
    String other = desired().clientId().toUpperCase(Locale.ROOT);
    admin.post(
        "/realms/contract/clients",
        KeycloakAdmin.object()
            .put("clientId", other)
            .put("protocol", "openid-connect")
            .put("publicClient", false)
            .put("serviceAccountsEnabled", true));

    assertThat(registry.ensure(desired(d -> d.grants = Set.of(GrantType.CLIENT_CREDENTIALS))))
        .isEqualTo(new Taken(other, "a client that Nauthera does not manage"));
    assertThat(admin.client(REALM, desired().clientId())).isEmpty();
    admin.deleteClient(REALM, other);
  }

  @Test
  void refreshLifetime_longerThanTheRealms_isCappedAndReported() {
    assertThat(registry.ensure(desired(d -> d.refresh = Duration.ofHours(24))))
        .isInstanceOfSatisfying(
            Created.class,
            created ->
                assertThat(created.client().refreshTokenLifetime())
                    .isEqualTo(Duration.ofMinutes(30)));
  }

  @Test
  void scope_missingAndNotToBeCreated_isRejectedByName() {
    DesiredClient strange =
        desired(d -> {
          d.scopes = Set.of("no:such");
          d.createScopes = false;
        });

    assertThat(registry.ensure(strange))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.detail()).contains("no:such"));
    assertThat(admin.client(REALM, strange.clientId())).isEmpty();
  }

  @Test
  void redirect_thatKeycloakRefuses_isRejectedWithItsMessage() {
    assertThat(registry.ensure(desired(d -> d.redirects = Set.of("https://a.example/cb#here"))))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.detail()).contains("fragment"));
  }

  @Test
  void client_asDesired_isNotWritten() {
    var unused = registry.ensure(desired());
    JsonNode before = actual();
    enableEvents();

    assertThat(registry.ensure(desired())).isInstanceOf(Unchanged.class);
    assertThat(actual()).isEqualTo(before);
    assertThat(isWrittenTo()).isFalse();

    var unusedChange = registry.ensure(desired(d -> d.pkce = false));
    assertThat(isWrittenTo()).as("the admin events contain a write").isTrue();
  }

  private static void enableEvents() {
    admin.put("/realms/contract", KeycloakAdmin.object().put("adminEventsEnabled", true));
  }

  private boolean isWrittenTo() {
    for (JsonNode event : admin.get("/realms/contract/admin-events")) {
      if (event.path("resourcePath").asText().contains(id())) {
        return true;
      }
    }
    return false;
  }

  private JsonNode actual() {
    return admin.client(REALM, desired().clientId()).orElseThrow();
  }

  private String id() {
    return actual().path("id").asText();
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void authentication_any_isKeptAndCanBeLeft(ClientAuthenticationMethod method) {
    DesiredClient other =
        desired(d -> {
          d.authentication = method;
          d.jwksUri =
              method == ClientAuthenticationMethod.PRIVATE_KEY_JWT
                  ? "https://app.example.com/jwks"
                  : null;
        });
    boolean hasSecret =
        switch (method) {
          case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, CLIENT_SECRET_JWT -> true;
          case PRIVATE_KEY_JWT, NONE -> false;
        };

    assertThat(registered(registry.ensure(other)).secret() != null).isEqualTo(hasSecret);
    assertThat(registry.ensure(other)).isInstanceOf(Unchanged.class);
    assertThat(registered(registry.ensure(desired())).secret()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(registry.ensure(desired())).isInstanceOf(Unchanged.class);
    assertThat(registered(registry.ensure(other)).secret() != null).isEqualTo(hasSecret);
  }

  private static RegisteredClient registered(Outcome outcome) {
    return switch (outcome) {
      case Created(var client) -> client;
      case Updated(var client) -> client;
      case Unchanged(var client) -> client;
      default -> throw new AssertionError(outcome.toString());
    };
  }

  @Test
  void grants_all_areKept() {
    DesiredClient everything = desired(d -> d.grants = Set.of(GrantType.values()));

    assertThat(registry.ensure(everything)).isInstanceOf(Created.class);
    assertThat(registry.ensure(everything)).isInstanceOf(Unchanged.class);
  }

  @Test
  void update_keepsUnmanagedFields() {
    var unused = registry.ensure(desired());
    ObjectNode byHand = actual().deepCopy();
    byHand.put("description", "by hand").put("serviceAccountsEnabled", true);
    byHand.put("authorizationServicesEnabled", true);
    byHand.withObject("/attributes").put("acme/cost-centre", "42");
    byHand
        .withArray("/protocolMappers")
        .addObject()
        .put("name", "audience")
        .put("protocol", "openid-connect")
        .put("protocolMapper", "oidc-audience-mapper");
    admin.put("/realms/contract/clients/" + id(), byHand);

    assertThat(
            registry.ensure(
                desired(d -> {
                  d.displayName = "Other";
                  d.grants = Set.of(GrantType.CLIENT_CREDENTIALS);
                })))
        .isInstanceOf(Updated.class);
    assertThat(actual().path("description").asText()).isEqualTo("by hand");
    assertThat(actual().path("authorizationServicesEnabled").asBoolean()).isTrue();
    assertThat(actual().path("attributes").path("acme/cost-centre").asText()).isEqualTo("42");
    assertThat(actual().path("protocolMappers"))
        .anyMatch(mapper -> mapper.path("name").asText().equals("audience"));
  }

  @Test
  void drift_towardsMorePower_isUndone() {
    var unused = registry.ensure(desired());
    ObjectNode byHand = actual().deepCopy();
    admin.put(
        "/realms/contract/clients/" + id(),
        byHand.put("fullScopeAllowed", true).put("directAccessGrantsEnabled", true));

    assertThat(registry.ensure(desired())).isInstanceOf(Updated.class);
    assertThat(actual().path("fullScopeAllowed").asBoolean()).isFalse();
    assertThat(actual().path("directAccessGrantsEnabled").asBoolean()).isFalse();
  }

  @Test
  void client_removedConcurrently_isRemovedForAll() {
    var unused = registry.ensure(desired());
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<CompletableFuture<Removal>> removals =
          Stream.generate(() ->
                  CompletableFuture.supplyAsync(
                      () -> registry.remove(desired().clientId(), owner()), threads))
              .limit(8)
              .toList();
      assertThat(removals)
          .allSatisfy(removal -> assertThat(removal.join()).isInstanceOf(Removed.class));
    }
  }

  @Test
  void client_ensuredConcurrently_isRegisteredOnce() {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<CompletableFuture<Outcome>> outcomes =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> registry.ensure(desired()), threads))
              .limit(8)
              .toList();
      assertThat(outcomes).filteredOn(o -> o.join() instanceof Created).hasSize(1);
      assertThat(outcomes.stream().map(o -> registered(o.join()).secret()).distinct()).hasSize(1);
    }
  }
}
