package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.controller.authclient.ResolveGovernance.Governance;
import io.nauthera.controller.authclient.ResolveGovernance.Resolution;
import io.nauthera.controller.authclient.StepResult.Done;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.status.Finding;

/** What the tests of single steps share. */
final class Steps {
  static final String REDIRECTS = "redirectUris: [\"https://app.example.com/cb\"]";
  static final AuthServer SERVER = server("");

  private Steps() {}

  /** The result of the first step, for a client whose server and namespace exist. */
  static Governance governance(InMemoryClusterState cluster, AuthClient client) {
    cluster.put(SERVER).putNamespace("team").put(client);
    return ((Governance)
        ((Done<Resolution>) new ResolveGovernance(cluster).resolve(client, false)).value());
  }

  static Finding finding(StepResult<?> result) {
    return switch (result) {
      case StepResult.Done<?>(var value, var finding) -> finding;
      case StepResult.Blocked<?>(var finding, var lookAgain) -> finding;
      case StepResult.NotKnownYet<?> notYet -> throw new AssertionError("not known yet");
    };
  }

  static void assertFinding(StepResult<?> result, Status status, String reason, String message) {
    Finding finding = finding(result);
    assertThat(finding.status()).isEqualTo(status);
    assertThat(finding.reason()).hasToString(reason);
    assertThat(finding.message()).isEqualTo(message);
  }
}
