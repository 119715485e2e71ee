package io.nauthera.controller.authpolicy;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.controller.authpolicy.PolicyEvaluations.PolicyEvaluation;
import io.nauthera.controller.cluster.InMemoryClusterState;
import org.junit.jupiter.api.Test;

class PolicyEvaluationsTest {
  private final AuthPolicy policy = policy("web", "allowedScopes: [openid]");
  private final InMemoryClusterState cluster =
      new InMemoryClusterState()
          .put(server(""))
          .putNamespace("team")
          .put(policy)
          .put(client("app", "scopes: [openid]"));
  private final PolicyEvaluations evaluations = new PolicyEvaluations(cluster);

  private PolicyEvaluation evaluated() {
    return evaluations.of(AuthPolicies.targeted(policy));
  }

  /** Otherwise a rollout over n clients would cost n * n evaluations. */
  @Test
  void statusOfAClient_written_needsNoEvaluation() {
    PolicyEvaluation before = evaluated();

    cluster.wrote(client("app", "scopes: [openid]"));

    assertThat(evaluated()).isSameAs(before);
  }

  @Test
  void client_added_isEvaluated() {
    assertThat(evaluated().violating()).isEmpty();

    cluster.put(client("other", "scopes: [admin]"));

    assertThat(evaluated().violating()).containsExactly("team/other");
    assertThat(evaluated().governed())
        .containsExactlyInAnyOrder(new ClientName("team", "app"), new ClientName("team", "other"));
  }
}
