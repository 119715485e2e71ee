package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.authclient.Steps.REDIRECTS;
import static io.nauthera.controller.authclient.Steps.assertFinding;
import static io.nauthera.controller.authclient.Steps.finding;
import static io.nauthera.controller.authclient.Steps.governance;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.controller.authclient.StepResult.Blocked;
import io.nauthera.controller.authclient.StepResult.Done;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.status.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatePolicyTest {
  private final InMemoryClusterState cluster = new InMemoryClusterState();

  private StepResult<RestrictedClient> evaluate(String spec, boolean registered) {
    return EvaluatePolicy.evaluate(governance(cluster, client(spec)).evaluation(), registered);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void client_compliant_goesOnAsItIs(boolean registered) {
    cluster.put(policy("web", ""));
    StepResult<RestrictedClient> result = evaluate(REDIRECTS, registered);

    assertThat(((Done<RestrictedClient>) result).value().enabled()).isTrue();
    assertFinding(result, Status.True, "Compliant", "the governing policies allow this client");
  }

  @Test
  void client_violatingAndNew_isBlockedAndEveryViolationIsNamed() {
    cluster.put(policy("web", "allowedScopes: [openid]"));
    StepResult<RestrictedClient> result =
        evaluate("scopes: [admin, openid, write], " + REDIRECTS, false);

    assertThat(result).isInstanceOf(Blocked.class);
    assertThat(finding(result).reason()).hasToString("PolicyViolation");
    assertThat(finding(result).message().split("; spec"))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("spec.scopes[0]: ").contains("\"admin\""),
            second -> assertThat(second).startsWith(".scopes[2]: ").contains("\"write\""));
  }

  @Test
  void client_violatingAndRegistered_goesOnWithTheRest() {
    cluster.put(policy("web", "allowedScopes: [openid]"));
    StepResult<RestrictedClient> result = evaluate("scopes: [admin, openid], " + REDIRECTS, true);

    RestrictedClient restricted = ((Done<RestrictedClient>) result).value();
    assertThat(restricted.metadata().givenScopes()).contains(List.of("openid"));
    assertThat(restricted.enabled()).isTrue();
    assertThat(finding(result).status()).isEqualTo(Status.False);
  }

  @Test
  void violations_moreThanAConditionCanHold_areCounted() {
    cluster.put(policy("web", "allowedScopes: [openid]"));
    String message =
        finding(
                evaluate(
                    "scopes: [%s], redirectUris: [%s]"
                        .formatted(
                            numbered(128, "scope-%03d-" + "x".repeat(90)),
                            numbered(64, "\"http://host-%03d.example/" + "x".repeat(80) + "\"")),
                    false))
            .message();

    assertThat(message)
        .hasSizeBetween(31_000, 32_768)
        .startsWith("spec.redirectUris[0]: ")
        .containsPattern("; and \\d+ more$");
  }

  @Test
  void policies_inConflict_blockOnlyANewClient() {
    cluster
        .put(policy("basic", "clientAuthentication: {method: client_secret_basic}"))
        .put(policy("post", "clientAuthentication: {method: client_secret_post}"));

    assertThat(evaluate(REDIRECTS, false)).isInstanceOf(Blocked.class);
    assertThat(((Done<RestrictedClient>) evaluate(REDIRECTS, true)).value().keepsMethod()).isTrue();
    assertThat(EvaluatePolicy.consistency(governance(cluster, client(REDIRECTS)).evaluation()))
        .satisfies(finding -> {
          assertThat(finding.status()).isEqualTo(Status.False);
          assertThat(finding.message())
              .isEqualTo(
                  "the governing policies impose different authentication methods (AuthPolicy security/basic: client_secret_basic; AuthPolicy security/post: client_secret_post): the policy owners must resolve the conflict");
        });
  }

  @Test
  void policies_withoutConflict_areConsistent() {
    cluster.put(policy("web", ""));

    Finding finding =
        EvaluatePolicy.consistency(governance(cluster, client(REDIRECTS)).evaluation());

    assertThat(finding.status()).isEqualTo(Status.True);
    assertThat(finding.message()).isEqualTo("the governing policies do not conflict");
  }

  private static String numbered(int count, String format) {
    return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining(", "));
  }
}
