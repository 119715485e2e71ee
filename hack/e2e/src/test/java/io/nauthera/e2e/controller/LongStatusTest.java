package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.e2e.Tenant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client with more violations than a condition can hold still has a true status. */
class LongStatusTest {
  private static final String MANY =
      "redirectUris: %s, postLogoutRedirectUris: %s, webOrigins: %s, scopes: %s"
          .formatted(
              numbered(64, "http://tenant-%03d.portal.corp.example/customers/sign-in/callback"),
              numbered(64, "http://tenant-%03d.portal.corp.example/customers/sign-out/goodbye"),
              numbered(64, "http://tenant-%03d.portal.corp.example"),
              numbered(128, "portal:applications:customer-portal:permission-%03d"));
  private static Tenant tenant;

  private static List<String> numbered(int count, String format) {
    return IntStream.range(0, count).mapToObj(i -> "\"" + format.formatted(i) + "\"").toList();
  }

  @BeforeAll
  static void clientBeforeItsPolicy() {
    tenant = Tenant.governedBy("longstatus", "{clientSelector: {matchLabels: {other: \"yes\"}}}");
    tenant.onboard("portal", MANY);
  }

  @Test
  void violations_moreThanAStatusCanHold_areCountedAndTheRolloutEnds() {
    tenant.applyPolicy(
        "tightened",
        "{allowedScopes: [openid], redirectUris: {allowedSchemes: [https], allowedHosts: [\"*.apps.example.com\"]}}");

    tenant.awaitCondition(
        "portal",
        "Accepted",
        accepted -> {
          assertThat(accepted.status()).isEqualTo(Condition.Status.False);
          assertThat(accepted.message())
              .startsWith("spec.postLogoutRedirectUris[0]: ")
              .containsPattern("; and \\d+ more$")
              .hasSizeLessThanOrEqualTo(32_768);
        });
    var status = tenant.client("portal").get().getStatus();
    assertThat(status.violations()).hasSize(100);
    assertThat(status.governingPolicies())
        .extracting(policy -> policy.name())
        .contains(tenant.security + "/tightened");
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(tenant.policy("tightened").get().getStatus().rollout())
                .satisfies(rollout -> assertThat(rollout.applied()).isEqualTo(rollout.total())));
  }
}
