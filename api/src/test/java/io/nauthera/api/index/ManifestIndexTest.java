package io.nauthera.api.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.Manifests;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.ServerProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of the index is visible to the next question. */
class ManifestIndexTest {
  private final ManifestIndex index = new ManifestIndex();
  private final KnownClient client =
      AuthClients.known(
          Manifests.parse(
                  """
                  kind: AuthClient
                  metadata: {name: app, namespace: team}
                  spec: {authServerRef: {name: server, namespace: security}, redirectUris: ["https://app.example.com/"]}
                  """)
              .client());

  @BeforeEach
  void serverAndOnePolicy() {
    index.putNamespace("team", Map.of());
    server("");
    policy("first", "");
    assertThat(governing()).containsExactly("first");
  }

  private void server(String spec) {
    index.put(
        Manifests.parse(
                """
                kind: AuthServer
                metadata: {name: server, namespace: security}
                spec: {issuerUrl: "https://auth.example.com/realms/r"%s}
                """
                    .formatted(spec))
            .server());
  }

  private void policy(String name, String spec) {
    index.put(
        Manifests.parse(
                """
                kind: AuthPolicy
                metadata: {name: %s, namespace: security}
                spec: {%s}
                """
                    .formatted(name, spec))
            .policy());
  }

  private List<String> governing() {
    return ClientEvaluation.of(index, client, new PolicyEvaluator(ServerProfile.KEYCLOAK))
        .governing()
        .stream()
        .map(PolicyName::name)
        .toList();
  }

  @Test
  void policy_added_countsAtOnce() {
    policy("second", "");
    assertThat(governing()).containsExactly("first", "second");
  }

  @Test
  void policy_selectingOthersNow_countsNoMore() {
    policy("first", "clientSelector: {matchLabels: {a: b}}");
    assertThat(governing()).isEmpty();
  }

  @Test
  void policy_removed_countsNoMore() {
    index.remove(
        Manifests.parse("kind: AuthPolicy\nmetadata: {name: first, namespace: security}").policy());
    assertThat(governing()).isEmpty();
  }

  @Test
  void server_selectingOtherPoliciesNow_isGovernedByThose() {
    server(", policySelector: {matchLabels: {a: b}}");
    assertThat(governing()).isEmpty();
    server("");
    assertThat(governing()).containsExactly("first");
  }
}
