package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.keycloak.KeycloakRealm;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Creation;
import io.nauthera.controller.provisioning.ClientRegistry.Exists;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Removal;
import io.nauthera.controller.provisioning.ClientRegistry.Removed;
import io.nauthera.controller.provisioning.ClientRegistry.Update;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import io.nauthera.controller.provisioning.ClientRegistryContract;
import io.nauthera.controller.provisioning.Comparison.Differs;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the contract, and tests of what only a real Keycloak does. */
class KeycloakRegistryTest extends ClientRegistryContract {
  private static final String REALM = "contract";
  private static KeycloakAdmin admin;
  private static KeycloakRealm realm;
  private static ClientRegistry registry;

  @BeforeAll
  static void createRealm() {
    admin = ContractRealm.admin();
    realm = ContractRealm.create(REALM, "manage-clients", "view-realm").connect();
    registry = realm.clients();
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  @Override
  protected ClientRegistry registry() {
    return registry;
  }

  private JsonNode actual() {
    return admin.client(REALM, desired().clientId()).orElseThrow();
  }

  private void putByHand(ObjectNode change) {
    admin.put("/realms/contract/clients/" + actual().path("id").asText(), change);
  }

  @Test
  void client_withoutAMarker_hasNoOwner() {
    admin.post(
        "/realms/contract/clients",
        KeycloakAdmin.object()
            .put("clientId", desired().clientId())
            .put("protocol", "openid-connect"));

    assertThat(found(desired().clientId()).owner()).isNull();
    assertThat(registry.create(desired(), SECRET)).isEqualTo(new Exists(desired().clientId()));
  }

  @Test
  void marker_thatIsIncomplete_isNotAMarker() {
    RegisteredClient created = create(desired());
    ObjectNode change = KeycloakAdmin.object();
    change.withObject("/attributes").put("nauthera.io/cluster", "");
    putByHand(change);

    assertThat(found(created.clientId()).owner()).isNull();
    assertThat(walk()).extracting(RegisteredClient::id).doesNotContain(created.id());
  }

  /** Keycloak refuses it, because both service accounts would have one name. */
  @Test
  void serviceAccount_ofAnotherClientInOtherCase_exists() {
    String other = desired().clientId().toUpperCase(Locale.ROOT);
    admin.post(
        "/realms/contract/clients",
        KeycloakAdmin.object()
            .put("clientId", other)
            .put("protocol", "openid-connect")
            .put("publicClient", false)
            .put("serviceAccountsEnabled", true));

    assertThat(
            registry.create(desired(d -> d.grants = Set.of(GrantType.CLIENT_CREDENTIALS)), SECRET))
        .isEqualTo(new Exists(other));
    admin.deleteClient(REALM, other);
  }

  @Test
  void lifetimes_longerThanTheRealms_areCutAndReported() {
    RegisteredClient created =
        create(
            desired(d -> {
              d.access = Duration.ofDays(30);
              d.refresh = Duration.ofHours(24);
            }));

    assertThat(created.settings().refreshTokenLifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(created.settings().accessTokenLifetime()).isEqualTo(Duration.ofHours(10));
    assertThat(created.settings().offlineTokenLifetime()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void redirect_thatKeycloakRefuses_isRejectedWithItsMessage() {
    assertThat(
            registry.create(
                desired(d -> d.redirects = Set.of("https://a.example/cb#here")), SECRET))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.detail()).contains("fragment"));
  }

  @Test
  void client_asDesired_isNotWritten() {
    RegisteredClient created = create(desired());
    JsonNode before = actual();
    admin.put("/realms/contract", KeycloakAdmin.object().put("adminEventsEnabled", true));

    var unused = registry.update(created, desired(), ClientRegistryContract::notNeeded);
    assertThat(actual()).isEqualTo(before);
    assertThat(isWrittenTo()).isFalse();

    var unusedUpdate = update(created, desired(d -> d.pkce = false));
    assertThat(isWrittenTo()).as("the admin events contain a write").isTrue();
  }

  private boolean isWrittenTo() {
    String id = actual().path("id").asText();
    for (JsonNode event : admin.get("/realms/contract/admin-events")) {
      if (event.path("resourcePath").asText().contains(id)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void update_keepsUnmanagedFieldsAndTheSecret() {
    var unused = create(desired());
    ObjectNode byHand = actual().deepCopy();
    byHand.put("description", "by hand").put("serviceAccountsEnabled", true);
    byHand.put("authorizationServicesEnabled", true).put("secret", "changed-by-an-admin");
    byHand.withObject("/attributes").put("acme/cost-centre", "42");
    byHand
        .withArray("/protocolMappers")
        .addObject()
        .put("name", "audience")
        .put("protocol", "openid-connect")
        .put("protocolMapper", "oidc-audience-mapper");
    putByHand(byHand);

    DesiredClient changed =
        desired(d -> {
          d.displayName = "Other";
          d.grants = Set.of(GrantType.CLIENT_CREDENTIALS);
        });
    RegisteredClient updated = update(found(changed.clientId()), changed);
    assertThat(updated.secret()).isEqualTo("changed-by-an-admin");
    assertThat(actual().path("description").asText()).isEqualTo("by hand");
    assertThat(actual().path("authorizationServicesEnabled").asBoolean()).isTrue();
    assertThat(actual().path("attributes").path("acme/cost-centre").asText()).isEqualTo("42");
    assertThat(actual().path("protocolMappers"))
        .anyMatch(mapper -> mapper.path("name").asText().equals("audience"));

    var unusedRelease = registry.release(updated);
    assertThat(actual().path("authorizationServicesEnabled").asBoolean()).isTrue();
  }

  @Test
  void drift_towardsMorePower_isFoundAndUndone() {
    var unused = create(desired());
    ObjectNode byHand =
        KeycloakAdmin.object()
            .put("fullScopeAllowed", true)
            .put("directAccessGrantsEnabled", true)
            .put("enabled", false);
    byHand.withArray("/redirectUris").add("*");
    byHand
        .withObject("/attributes")
        .put("pkce.code.challenge.method", "")
        .put("access.token.lifespan", "3600");
    putByHand(byHand);

    RegisteredClient changed = found(desired().clientId());
    assertThat(registry.compare(changed, desired()))
        .isInstanceOfSatisfying(
            Differs.class,
            differs ->
                assertThat(differs.fields())
                    .containsExactly(
                        "access.token.lifespan",
                        "directAccessGrantsEnabled",
                        "enabled",
                        "fullScopeAllowed",
                        "pkce.code.challenge.method",
                        "redirectUris"));
    assertThat(update(changed, desired())).isEqualTo(found(desired().clientId()));
    assertThat(actual().path("fullScopeAllowed").asBoolean()).isFalse();
    assertThat(actual().path("directAccessGrantsEnabled").asBoolean()).isFalse();
  }

  private static <T> List<T> eightTimes(Supplier<T> call) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return Stream.generate(() -> CompletableFuture.supplyAsync(call, threads))
          .limit(8)
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  @Test
  void client_removedConcurrently_isRemovedForAll() {
    RegisteredClient created = create(desired());
    List<Removal> removals = eightTimes(() -> registry.remove(created));
    assertThat(removals).allSatisfy(removal -> assertThat(removal).isEqualTo(new Removed()));
  }

  @Test
  void client_createdConcurrently_isRegisteredOnce() {
    List<Creation> creations = eightTimes(() -> registry.create(desired(), SECRET));
    assertThat(creations).filteredOn(Created.class::isInstance).hasSize(1);
    assertThat(creations).filteredOn(Exists.class::isInstance).hasSize(7);
  }

  @Test
  void client_ofThePredecessor_continuesWithItsSecret() {
    RegisteredClient created = create(desired());
    Owner successor = new Owner(owner().name(), "successor", owner().cluster());
    Update update =
        registry.update(
            created, desired(d -> d.owner = successor), ClientRegistryContract::notNeeded);

    assertThat(update)
        .isInstanceOfSatisfying(
            Updated.class,
            updated -> {
              assertThat(updated.client().owner()).isEqualTo(successor);
              assertThat(updated.client().secret()).isEqualTo(SECRET);
            });
  }
}
