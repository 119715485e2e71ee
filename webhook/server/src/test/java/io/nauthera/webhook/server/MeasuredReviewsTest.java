package io.nauthera.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.tracing.Tracing;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.admission.Deadline;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the metrics say after real reviews. */
class MeasuredReviewsTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Metrics metrics = new Metrics(Metric.Program.WEBHOOK);
  private final ManifestIndex cluster = new ManifestIndex();
  private final AdmissionRouter router =
      AdmissionRouter.validating(
          cluster,
          cluster::client,
          LoopbackHttp.REFUSED,
          new MeasuredReviews(metrics, Tracing.OFF, "validating"));

  @BeforeEach
  void fill() throws Exception {
    var unused =
        cluster.put(
            YAML.readValue(
                """
                metadata: {name: production, namespace: security, uid: s}
                spec: {issuerUrl: https://auth.example.com/realms/acme}
                """,
                AuthServer.class));
    cluster.putNamespace("team", Map.of());
    policy("enforced", "Enforce", "openid, profile");
    policy("warned", "Warn", "openid");
    policy("audited", "Audit", "openid");
  }

  private void policy(String name, String enforcement, String scopes) throws Exception {
    var unused =
        cluster.put(
            YAML.readValue(
                """
                metadata: {name: %s, namespace: security, uid: %s, generation: 1}
                spec: {enforcement: %s, allowedScopes: [%s]}
                """
                    .formatted(name, name, enforcement, scopes),
                AuthPolicy.class));
  }

  @Test
  void review_thatIsAllowed_isMeasured() throws Exception {
    review(router, "CREATE", client("openid"), "{}");

    assertThat(text())
        .contains(
            "nauthera_admission_review_duration_seconds_count{operation=\"create\",resource=\"authclients\",verdict=\"allowed\",webhook=\"validating\"} 1")
        .doesNotContain("nauthera_admission_violations_total{");
  }

  @Test
  void violations_areCountedByRuleAndEnforcement() throws Exception {
    review(router, "CREATE", client("openid, profile, admin"), "{}");

    assertThat(text())
        .contains(
            "count{operation=\"create\",resource=\"authclients\",verdict=\"denied\",webhook=\"validating\"} 1",
            "nauthera_admission_violations_total{enforcement=\"Enforce\",rule=\"scopes\"} 1.0",
            "nauthera_admission_violations_total{enforcement=\"Warn\",rule=\"scopes\"} 1.0",
            "nauthera_admission_violations_total{enforcement=\"Audit\",rule=\"scopes\"} 1.0");
  }

  @Test
  void violations_thatAnUpdateDoesNotAdd_areNotCounted() throws Exception {
    review(
        router,
        "UPDATE",
        client("openid, profile").replace("Shop", "Shop 2"),
        client("openid, profile"));

    assertThat(text())
        .contains(
            "count{operation=\"update\",resource=\"authclients\",verdict=\"allowed\",webhook=\"validating\"} 1")
        .doesNotContain("nauthera_admission_violations_total{");
  }

  @Test
  void review_thatCannotBeDecided_isAnError() throws Exception {
    var down = router.denyingDuring(() -> Optional.of("it cannot watch AuthPolicy"));

    review(down, "CREATE", client("openid"), "{}");

    assertThat(text()).contains("operation=\"create\",resource=\"authclients\",verdict=\"error\"");
  }

  @Test
  void resources_ofOthers_shareOneSeries() throws Exception {
    var pod = YAML.readTree(REVIEW.formatted("CREATE", client("openid"), "{}"));
    ((ObjectNode) pod.at("/request/resource")).put("resource", "pods");

    var unused = router.answer(pod, Deadline.NONE);

    assertThat(text()).contains("resource=\"other\"").doesNotContain("pods");
  }

  private static final String REVIEW =
      """
      apiVersion: admission.k8s.io/v1
      kind: AdmissionReview
      request:
        uid: u
        resource: {group: auth.nauthera.io, version: v1alpha1, resource: authclients}
        kind: {group: auth.nauthera.io, version: v1alpha1, kind: AuthClient}
        name: shop
        operation: %s
        userInfo: {username: alice}
        object: %s
        oldObject: %s
      """;

  private static String client(String scopes) {
    return """
    {metadata: {name: shop, namespace: team, uid: c, generation: 1}, spec: {displayName: Shop, authServerRef: {name: production, namespace: security}, redirectUris: ["https://shop.example.com/cb"], scopes: [%s]}}\
    """
        .formatted(scopes);
  }

  private static void review(
      AdmissionRouter router, String operation, String object, String oldObject) throws Exception {
    JsonNode review = YAML.readTree(REVIEW.formatted(operation, object, oldObject));
    var unused = router.answer(review, Deadline.NONE);
  }

  private String text() throws Exception {
    var out = new ByteArrayOutputStream();
    metrics.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
