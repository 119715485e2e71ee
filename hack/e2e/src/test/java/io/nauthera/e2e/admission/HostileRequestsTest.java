package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.pods.PodProcess;
import io.nauthera.sandbox.process.CommandResult;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook under the limits of the chart, with requests that are large, deep or slow. */
class HostileRequestsTest {
  private static final String SMALL =
      "scopes: [openid], redirectUris: [\"https://a.example.com/\"]";

  private final Tenant tenant = new Tenant("hostile");
  private final PodProcess webhook = tenant.sandbox.webhookProcess();

  @BeforeEach
  void applyServerAndPolicy() {
    // Without credentials nothing is registered: these tests are about admission.
    tenant.applyServer();
    tenant.applyPolicy("web", "{allowedScopes: [openid]}");
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(tenant.applyClient("neighbour", SMALL.replace("openid", "x")).stderr())
                .contains("not allowed by AuthPolicy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--dry-run=server", "--dry-run=none"})
  void client_ofThreeMebibytesOfEmptyKeys_isRefusedWithASentence_andOthersAreAnswered(
      String dryRun) {
    long pid = webhook.pid();

    var large = CompletableFuture.supplyAsync(() -> create("{},".repeat(1_000_000) + "{}", dryRun));
    do {
      assertIsAnswered(tenant.applyClient("neighbour", SMALL));
    } while (!large.isDone());

    CommandResult refused = large.join();
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr())
        .contains("contains more than 50000 JSON values")
        .contains("make the manifest smaller")
        .doesNotContain("failed calling webhook");
    assertThat(webhook.pid()).isEqualTo(pid);
  }

  /** Creates a client with these keys; apply would store all of them twice. */
  private CommandResult create(String keys, String dryRun) {
    String manifest =
        """
        {"apiVersion": "auth.nauthera.io/v1alpha1", "kind": "AuthClient",
         "metadata": {"name": "large", "namespace": "%s"},
         "spec": {"authServerRef": {"name": "server", "namespace": "%s"},
                  "redirectUris": ["https://a.example.com/"], "jwks": {"keys": [%s]}}}
        """
            .formatted(tenant.team, tenant.security, keys);
    return tenant.sandbox.kubectlReading(manifest, "create", dryRun, "-f", "-");
  }

  @ParameterizedTest
  @CsvSource({
    "3, Content-Length: 7000000",
    "3, Transfer-Encoding: chunked",
    "64, Content-Length: 1000",
    "300, Content-Length: 1000"
  })
  void client_whileOthersSendSlowly_isApplied(int count, String length) throws Exception {
    long pid = webhook.pid();
    try (var callers = new SlowCallers(webhook, count, length)) {
      callers.awaitConnected();
      for (int i = 0; i < 5; i++) {
        assertIsAnswered(tenant.applyClient("neighbour", SMALL));
      }
    }
    assertThat(webhook.pid()).isEqualTo(pid);
  }

  private static void assertIsAnswered(CommandResult answered) {
    assertThat(answered.succeeded()).as(answered.toString()).isTrue();
  }

  /** Requests may find no pod afterwards, but none may reach a pod that does not answer. */
  @Test
  void webhook_thatStops_answersAllRequestsThatReachIt() throws InterruptedException {
    assertIsAnswered(tenant.applyClient("neighbour", SMALL));
    var stop = CompletableFuture.runAsync(webhook::stop);
    try {
      while (!stop.isDone()) {
        CommandResult answered = tenant.applyClient("neighbour", SMALL);
        if (!answered.succeeded()) {
          assertThat(answered.stderr()).contains("connection refused");
        }
      }
      stop.join();
    } finally {
      webhook.start();
      webhook.awaitReady(Tenant.PATIENCE);
    }
  }
}
