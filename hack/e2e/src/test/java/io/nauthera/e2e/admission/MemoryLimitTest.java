package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.e2e.ChangedSchemas;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.pods.PodProcess;
import io.nauthera.sandbox.process.CommandResult;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The webhook under the limits of the chart, with clients that are large or many. */
class MemoryLimitTest {
  private static final String SMALL =
      "scopes: [openid], redirectUris: [\"https://a.example.com/\"]";

  private static Tenant tenant(String name) {
    var tenant = new Tenant(name);
    // Without credentials nothing is registered: these tests are about admission.
    tenant.applyServer();
    tenant.applyPolicy("web", "{allowedScopes: [openid]}");
    return tenant;
  }

  /** Stores what the schema of today refuses, as clients of an older version may be. */
  @Test
  void webhook_threeLargeStoredClients_becomesReadyAgainAfterARestart()
      throws InterruptedException {
    Tenant tenant = tenant("large");
    PodProcess webhook = tenant.sandbox.webhookProcess();
    var other = tenant("large-neighbour");
    try (var schema = new ChangedSchemas(tenant.kubernetes);
        var clients = StoredClients.of(tenant)) {
      schema.change(ResourceKind.AUTH_CLIENT, StoredClients::allowAnyJwks);
      String empty = "{},".repeat(470_000) + "{}";
      String large =
          "\"jwks\": {\"keys\": [" + empty + "]}, " + StoredClients.redirectUris(0, 1, 30);
      await()
          .atMost(Tenant.PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> clients.store("large-0", large));
      clients.store("large-1", large);
      clients.store("large-2", large);
      webhook.kill();
      webhook.awaitReady(Tenant.PATIENCE);
      int restarts = webhook.restarts();

      CommandResult answered = other.applyClient("small", SMALL);

      assertThat(answered.succeeded()).as(answered.toString()).isTrue();
      assertThat(answered.stderr()).doesNotContain("failed calling webhook");
      assertThat(webhook.restarts()).isEqualTo(restarts);
    }
  }

  @Test
  void policyChange_ofTenThousandClients_isAnsweredWithItsImpact() throws InterruptedException {
    int count = 10_000;
    Tenant tenant = tenant("impact");
    var other = tenant("impact-neighbour");
    PodProcess webhook = tenant.sandbox.webhookProcess();
    try (var clients = StoredClients.of(tenant)) {
      clients.store(
          count,
          number -> "\"scopes\": [\"openid\"], " + StoredClients.redirectUris(number, 10, 50));
      awaitKnown(tenant, count);
      int restarts = webhook.restarts();
      long pid = webhook.pid();

      var impact = CompletableFuture.supplyAsync(() -> narrowHosts(tenant));
      int answered = 0;
      do {
        CommandResult meanwhile = other.applyClient("small", SMALL);
        assertThat(meanwhile.succeeded()).as(meanwhile.toString()).isTrue();
        answered++;
      } while (!impact.isDone());

      CommandResult result = impact.join();
      assertThat(result.succeeded()).as(result.toString()).isTrue();
      assertThat(result.stderr())
          .contains("of %d governed AuthClients would violate this".formatted(count));
      assertThat(answered).isPositive();
      assertThat(webhook.pid()).isEqualTo(pid);
      assertThat(webhook.restarts()).isEqualTo(restarts);
    }
  }

  private static CommandResult narrowHosts(Tenant tenant) {
    var hosts = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      hosts.append("service-%02d.internal.example.com, ".formatted(i));
    }
    return policy(
        tenant, "{allowedScopes: [openid], redirectUris: {allowedHosts: [%s]}}".formatted(hosts));
  }

  private static CommandResult policy(Tenant tenant, String spec) {
    return tenant.kubectlApply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthPolicy
        metadata: {name: web, namespace: %s}
        spec: %s
        """
            .formatted(tenant.security, spec),
        "--dry-run=server");
  }

  /** Waits until the webhook has seen all clients. */
  private static void awaitKnown(Tenant tenant, int count) {
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(policy(tenant, "{allowedScopes: [openid], enforcePKCE: true}").stderr())
                .contains("%d AuthClients".formatted(count)));
  }

  /** With a heap that is far too small: no design can serve these clients, but it must recover. */
  @Test
  void webhook_outOfMemory_endsAndComesBackByItself() throws InterruptedException {
    Tenant tenant = tenant("memory");
    tenant.sandbox.installNauthera("webhook.jvmArgs={-Xmx36m,-Xmn4m}");
    try {
      PodProcess webhook = tenant.sandbox.webhookProcess();
      try (var clients = StoredClients.of(tenant)) {
        int before = webhook.restarts();
        clients.store(2_000, number -> StoredClients.redirectUris(number, 64, 200));
        await().atMost(Tenant.PATIENCE).until(() -> webhook.restarts() > before);
        assertThat(webhook.output()).contains("java.lang.OutOfMemoryError");
      }
      webhook.awaitReady(Tenant.PATIENCE);

      await()
          .atMost(Tenant.PATIENCE)
          .untilAsserted(() -> assertThat(tenant.applyClient("small", SMALL).succeeded()).isTrue());
    } finally {
      tenant.sandbox.installNauthera();
    }
  }
}
