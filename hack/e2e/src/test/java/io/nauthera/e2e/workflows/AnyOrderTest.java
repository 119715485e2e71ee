package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import io.nauthera.sandbox.process.CommandResult;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Manifests are applied in any order: conditions say what is missing, nothing is provisioned until
 * it exists, and no further change of the client is needed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnyOrderTest {
  private static final Tenant TENANT = new Tenant("anyorder");
  private static ServiceAccount account;

  @Test
  @Order(1)
  void server_missing_clientIsAdmittedWithWarningAndWaits() {
    CommandResult result =
        TENANT.applyClient("early", "redirectUris: [\"https://app.example.com/callback\"]");

    assertThat(result.succeeded()).isTrue();
    assertThat(result.stderr()).contains("Warning:", "AuthServer", TENANT.security + "/server");
    TENANT.awaitCondition(
        "early",
        "ResolvedRefs",
        condition -> {
          assertThat(condition.status()).isEqualTo(Status.False);
          assertThat(condition.message()).contains(TENANT.security + "/server");
        });
    TENANT.awaitCondition(
        "early", "Ready", ready -> assertThat(ready.status()).isNotEqualTo(Status.True));
  }

  @Test
  @Order(2)
  void policy_missing_nothingIsProvisioned() {
    account = TENANT.createRealm();
    TENANT.applyServer();

    TENANT.awaitCondition(
        "early",
        "ResolvedRefs",
        condition -> {
          assertThat(condition.status()).isEqualTo(Status.False);
          assertThat(condition.message()).containsIgnoringCase("policy");
        });
    assertThat(TENANT.isRegistered(TENANT.team + ".early")).isFalse();
  }

  @Test
  @Order(3)
  void credentials_missing_conditionNamesTheSecret() {
    TENANT.applyPolicy("web", "{enforcePKCE: true}");

    TENANT.awaitCondition(
        "early",
        "ResolvedRefs",
        condition -> assertThat(condition.status()).isEqualTo(Status.True));
    TENANT.awaitCondition(
        "early",
        "Programmed",
        condition -> {
          assertThat(condition.status()).isEqualTo(Status.False);
          assertThat(condition.message()).contains("server-keycloak");
        });
  }

  @Test
  @Order(4)
  void credentials_wrong_conditionSaysSoAndNothingLeaks() {
    TENANT.applyCredentials(account.clientId(), "not-the-secret-9f2c");

    TENANT.awaitCondition(
        "early",
        "Programmed",
        condition -> {
          assertThat(condition.reason()).isEqualTo("CredentialsRejected");
          assertThat(condition.message()).doesNotContain("not-the-secret-9f2c");
        });
  }

  @Test
  @Order(5)
  void everything_there_clientBecomesReadyByItself() {
    TENANT.applyCredentials(account.clientId(), account.secret());

    TENANT.awaitReady("early");
    assertThat(TENANT.isRegistered(TENANT.team + ".early")).isTrue();
  }

  @Test
  @Order(6)
  void policy_deleted_clientIsUngoverned() {
    var unused = TENANT.policy("web").delete();

    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(TENANT.condition("early", "Accepted").orElseThrow())
                .extracting(Condition::status, Condition::reason)
                .containsExactly(Status.False, "Ungoverned"));
  }

  @Test
  @Order(7)
  void secret_ofAnUngovernedClient_isRestored() {
    var before = TENANT.secret("early-client-secret").get();

    var unused = TENANT.secret("early-client-secret").delete();

    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> {
          var secret = TENANT.secret("early-client-secret").get();
          assertThat(secret).isNotNull();
          assertThat(secret.getData()).isEqualTo(before.getData());
        });
    assertThat(TENANT.condition("early", "CredentialsPublished").orElseThrow().status())
        .isEqualTo(Status.True);
  }
}
