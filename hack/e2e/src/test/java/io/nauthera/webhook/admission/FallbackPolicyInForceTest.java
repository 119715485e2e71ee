package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.pods.PodProcess;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fallback policy on a real API server with failurePolicy Ignore and without a webhook. */
class FallbackPolicyInForceTest {
  private static final String POLICY = "ValidatingAdmissionPolicy 'nauthera-fallback'";
  private static final String OLD = "https://user@old.example.com/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Tenant tenant;

  @BeforeAll
  static void stopWebhook() {
    tenant = new Tenant("fallback");
    // That of PermissiveCluster.
    tenant.apply("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
    tenant.sandbox.installNauthera(
        "webhook.failurePolicy=Ignore", "webhook.fallbackPolicy.enabled=false");
    PodProcess webhook = tenant.sandbox.webhookProcess();
    webhook.stop();
    await()
        .atMost(Tenant.PATIENCE)
        .until(() -> apply("stored", "redirectUris: [\"" + OLD + "\"]").succeeded());
    webhook.start();
    tenant.sandbox.installNauthera("webhook.failurePolicy=Ignore");
    webhook.stop();
    ObjectNode refused = PermissiveCluster.client();
    ((ObjectNode) refused.path("spec")).put("clientId", "account");
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> assertThat(create(refused).orElse("accepted")).contains(POLICY));
  }

  @AfterAll
  static void startWebhook() {
    tenant.sandbox.webhookProcess().start();
    tenant.sandbox.installNauthera();
  }

  private static CommandResult apply(String name, String spec) {
    return tenant.applyClient(name, spec);
  }

  @Test
  void client_withSeveralMistakes_isRefusedWithEachOfThem() {
    CommandResult refused =
        apply(
            "wrong",
            """
            redirectUris: ["https://app.example.com/", "https://user@app.example.com/#a", "https://*.example.com/"],
            postLogoutRedirectUris: ["javascript:alert(1)"], webOrigins: ["https://App.example.com"], clientId: Account\
            """);

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr())
        .contains(
            POLICY,
            "spec.clientId: \"Account\" is reserved by Keycloak",
            "spec.redirectUris: \"https://user@app.example.com/#a\" has a fragment (#…), which RFC 6749"
                + " section 3.1.2 forbids: remove it; contains user info: remove everything before"
                + " the @",
            "spec.redirectUris: \"https://*.example.com/\" contains a *",
            "spec.postLogoutRedirectUris: \"javascript:alert(1)\" uses the scheme javascript",
            "spec.webOrigins: \"https://App.example.com\" is not a web origin");
  }

  @Test
  void client_withoutAMistake_isStored() {
    CommandResult stored =
        apply("right", "redirectUris: [\"https://app.example.com/a/*\"], webOrigins: [\"+\"]");

    assertThat(stored.succeeded()).as(stored.toString()).isTrue();
  }

  @Test
  void client_storedWithAMistake_isRefusedOnlyForNewOnes() {
    CommandResult other = apply("stored", "displayName: Other, redirectUris: [\"" + OLD + "\"]");
    CommandResult worse =
        apply("stored", "redirectUris: [\"" + OLD + "\", \"https://app.example.com/#a\"]");

    assertThat(other.succeeded()).as(other.toString()).isTrue();
    assertThat(worse.stderr()).contains("#a").doesNotContain(OLD);
  }

  @Test
  void client_atTheLimitsOfTheSchema_isStillEvaluated() {
    ObjectNode largest = PermissiveCluster.client();
    for (String list : List.of("redirectUris", "postLogoutRedirectUris", "webOrigins")) {
      ArrayNode uris = ((ObjectNode) largest.path("spec")).putArray(list);
      for (int i = 0; i < 64; i++) {
        String start = "https://app.example.com/%02d/".formatted(i);
        uris.add(start + "*a".repeat((255 - start.length()) / 2));
      }
    }

    String refusal = create(largest).orElseThrow();

    assertThat(refusal).contains(POLICY, "spec.redirectUris: \"https://app.example.com/00/", "…");
  }

  /** The same expressions give the same answers here and there. */
  @Test
  void client_withAnyUri_isRefusedOnlyIfTheEngineRefusesIt() throws IOException, MalformedReview {
    var policy = new FallbackPolicy();
    long seed = Long.getLong("fallback.seed", System.nanoTime());
    Map<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < Integer.getInteger("fallback.cases", 400); i++) {
      ObjectNode client = asSent(RandomUriChange.of(new SplittableRandom(seed + i)).after());
      boolean isMistaken = !policy.mistakes(client, null).isEmpty();
      boolean isRefused = !PermissiveCluster.answer(client, null).path("allowed").asBoolean();

      String refusal = create(client).orElse("");

      String what = "case " + (seed + i) + ": " + client + ": " + refusal;
      if (refusal.contains(POLICY)) {
        assertThat(isMistaken).as(what).isTrue();
        assertThat(isRefused).as(what).isTrue();
      } else if (refusal.isEmpty()) {
        assertThat(isMistaken).as(what).isFalse();
      }
      seen.merge(
          refusal.isEmpty() ? "stored" : refusal.contains(POLICY) ? "policy" : "schema",
          1,
          Integer::sum);
    }
    assertThat(seen).containsKeys("stored", "policy");
  }

  /** Half a surrogate pair cannot be sent: it becomes a question mark. */
  private static ObjectNode asSent(ObjectNode client) throws IOException {
    byte[] sent = client.toString().getBytes(StandardCharsets.UTF_8);
    return (ObjectNode) JSON.readTree(sent);
  }

  /** What the API server says if it refuses to create the client. */
  private static Optional<String> create(ObjectNode client) {
    try {
      var unused =
          tenant.kubernetes.raw(
              "/apis/auth.nauthera.io/v1alpha1/namespaces/team/authclients?dryRun=All",
              "POST",
              client.toString());
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
