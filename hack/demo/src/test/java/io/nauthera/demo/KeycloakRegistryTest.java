package io.nauthera.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.controller.keycloak.KeycloakClientRegistry;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.ClientRegistry.Cause;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Outcome;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Taken;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.ClientRegistryContract;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.sandbox.KeycloakAdmin;
import io.nauthera.sandbox.KeycloakAdmin.ServiceAccount;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract, and what only a real Keycloak can answer. */
class KeycloakRegistryTest extends ClientRegistryContract {
  private static final String REALM = "contract";
  private static KeycloakAdmin admin;
  private static ServiceAccount account;
  private static KeycloakClientRegistry registry;

  @BeforeAll
  static void realm() {
    admin = SharedSandbox.get().keycloak().admin();
    admin.createRealm(REALM);
    account = admin.createServiceAccount(REALM, "nauthera", "manage-clients", "view-realm");
    registry = connect(url(), REALM, account.secret());
  }

  @AfterAll
  static void close() {
    registry.close();
  }

  private static String url() {
    return SharedSandbox.get().keycloak().url();
  }

  private static KeycloakClientRegistry connect(String url, String realm, String secret) {
    return KeycloakClientRegistry.connect(
        new KeycloakConnection(url, realm, "nauthera", secret, null));
  }

  @Override
  protected ClientRegistry registry() {
    return registry;
  }

  private void assertUnavailable(KeycloakClientRegistry broken, Cause cause) {
    try (broken) {
      Outcome outcome = broken.ensure(desired());
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Unavailable.class,
              unavailable -> {
                assertThat(unavailable.cause()).as(unavailable.detail()).isEqualTo(cause);
                assertThat(unavailable.detail())
                    .doesNotContain(account.secret(), "wrong-secret-3b1f");
              });
      assertThat(broken.remove(desired().clientId(), owner())).isInstanceOf(Unavailable.class);
      assertThat(broken.check().found()).get().extracting(Unavailable::cause).isEqualTo(cause);
    }
  }

  @Test
  void server_notThere_isUnreachable() {
    assertUnavailable(connect("http://127.0.0.1:9", REALM, account.secret()), Cause.UNREACHABLE);
  }

  @Test
  void credentials_wrong_areRejected() {
    assertUnavailable(connect(url(), REALM, "wrong-secret-3b1f"), Cause.CREDENTIALS_REJECTED);
  }

  @Test
  void realm_missing_isSaid() {
    assertUnavailable(connect(url(), "no-such-realm", account.secret()), Cause.REALM_MISSING);
  }

  @Test
  void role_missing_isSaid() {
    ServiceAccount poor = admin.createServiceAccount(REALM, "poor", "view-realm");
    assertUnavailable(
        KeycloakClientRegistry.connect(
            new KeycloakConnection(url(), REALM, "poor", poor.secret(), null)),
        Cause.FORBIDDEN);
  }

  @Test
  void server_usable_passesTheCheck() {
    assertThat(registry.check().found()).isEmpty();
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

  @Test
  void refreshLifetime_beyondTheRealms_isCappedAndSaid() {
    DesiredClient d = desired();
    DesiredClient day =
        new DesiredClient(
            d.clientId(),
            d.owner(),
            d.displayName(),
            true,
            d.grantTypes(),
            d.redirectUris(),
            Set.of(),
            Set.of(),
            d.scopes(),
            d.authentication(),
            true,
            d.accessTokenLifetime(),
            Duration.ofHours(24),
            null,
            null,
            true);

    assertThat(registry.ensure(day))
        .isInstanceOfSatisfying(
            Created.class,
            created ->
                assertThat(created.client().refreshTokenLifetime())
                    .isEqualTo(Duration.ofMinutes(30)));
  }

  @Test
  void scope_missingAndNotToBeCreated_isRejectedByName() {
    DesiredClient d = desired();
    DesiredClient strange =
        new DesiredClient(
            d.clientId(),
            d.owner(),
            d.displayName(),
            true,
            d.grantTypes(),
            d.redirectUris(),
            Set.of(),
            Set.of(),
            Set.of("no:such"),
            d.authentication(),
            true,
            null,
            null,
            null,
            null,
            false);

    assertThat(registry.ensure(strange))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.detail()).contains("no:such"));
    assertThat(admin.client(REALM, d.clientId())).isEmpty();
  }
}
