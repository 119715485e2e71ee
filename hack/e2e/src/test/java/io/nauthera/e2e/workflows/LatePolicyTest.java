package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The controller evaluates clients that admission allowed before it knew the policy. */
class LatePolicyTest {
  private static final int MOMENTS = 6;
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicyForOthers() {
    tenant = Tenant.governedBy("late", "{clientSelector: {matchLabels: {base: \"yes\"}}}");
  }

  private static CommandResult ask(String name, Map<String, String> labels) {
    return tenant.applyClient(
        name,
        labels,
        "scopes: [openid, profile], redirectUris: [\"https://app.example.com/callback\"]");
  }

  private static void strictPolicyFor(String label) {
    tenant.applyPolicy(
        "strict-" + label,
        "{clientSelector: {matchLabels: {%s: \"yes\"}}, allowedScopes: [openid]}".formatted(label));
  }

  @Test
  void client_admittedBeforeThePolicyThatForbidsIt_isNeverRegistered() {
    CommandResult admitted = ask("early", Map.of("early", "yes"));
    assertThat(admitted.stderr()).contains("no AuthPolicy governs this client (yet)");

    strictPolicyFor("early");

    tenant.awaitCondition(
        "early",
        "Accepted",
        accepted -> {
          assertThat(accepted.status()).isEqualTo(Status.False);
          assertThat(accepted.message()).contains("spec.scopes[1]");
        });
    assertThat(tenant.isRegistered(tenant.team + ".early")).isFalse();
    assertThat(tenant.secret("early-client-secret").get()).isNull();
  }

  /** Admission refuses the client, or the controller does not accept it. */
  @Test
  void client_createdAtTheSameMomentAsThePolicy_isNotAccepted() {
    List<CompletableFuture<Void>> policies =
        IntStream.range(0, MOMENTS)
            .mapToObj(i -> CompletableFuture.runAsync(() -> strictPolicyFor("moment" + i)))
            .toList();
    List<CompletableFuture<CommandResult>> clients =
        IntStream.range(0, MOMENTS)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(
                    () -> ask("moment" + i, Map.of("base", "yes", "moment" + i, "yes"))))
            .toList();
    policies.forEach(CompletableFuture::join);

    for (int i = 0; i < MOMENTS; i++) {
      CommandResult result = clients.get(i).join();
      if (result.succeeded()) {
        tenant.awaitCondition(
            "moment" + i,
            "Accepted",
            accepted -> assertThat(accepted.status()).isEqualTo(Status.False));
      } else {
        assertThat(result.stderr()).contains("spec.scopes[1]");
      }
    }
  }
}
