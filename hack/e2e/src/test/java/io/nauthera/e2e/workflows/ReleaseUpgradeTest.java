package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.e2e.Tenant;
import io.nauthera.e2e.rights.RightsAreMissing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The chart of an earlier release is upgraded while clients exist. */
class ReleaseUpgradeTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";

  private final Tenant tenant = Tenant.governedBy("release", "{allowedScopes: [openid]}");

  @AfterAll
  static void installCurrentChart() {
    new Tenant("release").sandbox.installNauthera();
  }

  @Test
  @RightsAreMissing("The programs of today run with the roles of an earlier release.")
  void upgrade_fromTheReleasedChart_keepsClientsAndSecrets() {
    tenant.onboard("before", REDIRECTS);
    tenant.awaitReady("before");
    JsonNode registered = registered("before");
    Secret secret = tenant.secret("before-client-secret").get();
    tenant.sandbox.installReleased("0.1.0");

    tenant.sandbox.installNauthera();
    tenant.onboard("after", REDIRECTS);
    tenant.awaitReady("after");
    tenant.awaitReady("before");

    assertThat(registered("before")).isEqualTo(registered);
    assertThat(tenant.secret("before-client-secret").get()).isEqualTo(secret);
    assertThat(tenant.applyClient("refused", REDIRECTS + ", scopes: [admin]").stderr())
        .contains("spec.scopes[0]");
  }

  private JsonNode registered(String name) {
    return tenant
        .sandbox
        .keycloak()
        .admin()
        .client(tenant.realm, tenant.team + "." + name)
        .orElseThrow();
  }
}
