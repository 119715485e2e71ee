package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.authclient.Steps.REDIRECTS;
import static io.nauthera.controller.authclient.Steps.SERVER;
import static io.nauthera.controller.authclient.Steps.assertFinding;
import static io.nauthera.controller.authclient.Steps.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.controller.authclient.ResolveGovernance.Resolution;
import io.nauthera.controller.authclient.StepResult.Blocked;
import io.nauthera.controller.authclient.StepResult.Done;
import io.nauthera.controller.cluster.InMemoryClusterState;
import org.junit.jupiter.api.Test;

class ResolveGovernanceTest {
  private final InMemoryClusterState cluster = new InMemoryClusterState();

  private StepResult<Resolution> resolve(AuthClient client) {
    return new ResolveGovernance(cluster).resolve(client, false);
  }

  @Test
  void server_missing_blocks() {
    StepResult<Resolution> result = resolve(client(REDIRECTS));

    assertThat(result).isInstanceOf(Blocked.class);
    assertFinding(
        result, Status.False, "AuthServerNotFound", "AuthServer security/main does not exist");
  }

  @Test
  void server_onlyInTheIndex_blocks() {
    cluster.put(SERVER).put(policy("web", "")).putNamespace("team").loseServer(SERVER);
    StepResult<Resolution> result = resolve(client(REDIRECTS));

    assertThat(result).isInstanceOf(Blocked.class);
    assertFinding(
        result, Status.False, "AuthServerNotFound", "AuthServer security/main does not exist");
  }

  @Test
  void namespace_unknown_blocks() {
    cluster.put(SERVER).put(policy("web", ""));
    StepResult<Resolution> result = resolve(client(REDIRECTS));

    assertThat(result).isInstanceOf(Blocked.class);
    assertFinding(
        result,
        Status.False,
        "NamespaceUnknown",
        "the controller does not know namespace team yet");
  }

  @Test
  void policy_none_blocks() {
    cluster.put(SERVER).putNamespace("team");
    StepResult<Resolution> result = resolve(client(REDIRECTS));

    assertThat(result).isInstanceOf(Blocked.class);
    assertFinding(
        result,
        Status.False,
        "NoGoverningPolicy",
        "no AuthPolicy in namespace security governs this client: it is not registered until one does");
  }

  @Test
  void policy_unreadable_blocks() {
    cluster.put(SERVER).put(policy("web", "allowedGrantTypes: [telepathy]")).putNamespace("team");
    StepResult<Resolution> result = resolve(client(REDIRECTS));

    assertThat(result).isInstanceOf(Blocked.class);
    assertThat(finding(result).reason()).hasToString("PolicyUnreadable");
    assertThat(finding(result).message()).contains("AuthPolicy security/web", "telepathy");
  }

  @Test
  void policies_governing_areNamed() {
    cluster.put(SERVER).put(policy("web", "")).put(policy("api", "")).putNamespace("team");
    StepResult<Resolution> result = resolve(client(REDIRECTS));

    assertThat(result).isInstanceOf(Done.class);
    assertFinding(
        result,
        Status.True,
        "Resolved",
        "AuthServer security/main, governed by AuthPolicy security/api, security/web");
  }
}
