package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.authclient.Steps.REDIRECTS;
import static io.nauthera.controller.authclient.Steps.governance;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.policy.Violation;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.controller.cluster.InMemoryClusterState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListedViolationsTest {
  private final InMemoryClusterState cluster = new InMemoryClusterState();

  private List<Violation> violations(int scopes, int policies) {
    String name = "policy-of-a-security-team-with-a-long-name-".repeat(5);
    IntStream.range(0, policies)
        .forEach(i -> cluster.put(policy(name + i, "allowedScopes: [openid]")));
    String asked =
        IntStream.range(0, scopes).mapToObj(i -> "api-" + i).collect(Collectors.joining(", "));
    return governance(cluster, client("scopes: [" + asked + "], " + REDIRECTS))
        .evaluation()
        .violations();
  }

  @Test
  void violations_few_areAllListed() {
    assertThat(ListedViolations.of(violations(3, 1)))
        .hasSize(3)
        .first()
        .isEqualTo(
            new AuthClientStatus.Violation(
                "spec.scopes[0]",
                "scopes",
                "scope \"api-0\" is not allowed by AuthPolicy security/%s0; allowed: openid"
                    .formatted("policy-of-a-security-team-with-a-long-name-".repeat(5)),
                List.of(
                    "security/%s0"
                        .formatted("policy-of-a-security-team-with-a-long-name-".repeat(5)))));
  }

  @Test
  void violations_many_areCutAfterAHundred() {
    assertThat(ListedViolations.of(violations(128, 1))).hasSize(100);
  }

  @Test
  void policies_many_areCutAndTheListFitsIntoAnObject() {
    List<AuthClientStatus.Violation> listed = ListedViolations.of(violations(128, 200));

    assertThat(listed)
        .hasSizeBetween(10, 99)
        .allSatisfy(violation -> assertThat(violation.policies()).hasSize(20));
    assertThat(listed.toString()).hasSizeLessThan(150 << 10);
  }
}
