package io.nauthera.api.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.Manifests;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.v1alpha1.AuthClient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of the index is visible to the next question. */
class ManifestIndexTest {
  private static final ServerName SERVER = new ServerName("security", "server");

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
  void clientId_inAnotherCase_isFound() {
    index.put(client);
    assertThat(index.clientsWithId(client.client().server(), "TEAM.App"))
        .containsExactly(client.client());
  }

  @Test
  void server_selectingOtherPoliciesNow_isGovernedByThose() {
    server(", policySelector: {matchLabels: {a: b}}");
    assertThat(governing()).isEmpty();
    server("");
    assertThat(governing()).containsExactly("first");
  }

  @Test
  void policy_ofAnotherNamespace_leavesWhatIsPrepared() {
    Server server = index.server(SERVER).orElseThrow();
    var prepared = index.policiesOf(server);
    index.put(
        Manifests.parse("kind: AuthPolicy\nmetadata: {name: p, namespace: other}\nspec: {}")
            .policy());
    assertThat(index.policiesOf(server)).isSameAs(prepared);
    policy("second", "");
    assertThat(index.policiesOf(server)).isNotSameAs(prepared);
  }

  private static AuthClient manifest(String name, String spec) {
    return Manifests.parse(
            """
            kind: AuthClient
            metadata: {name: %s, namespace: team, labels: {a: b}, uid: u, creationTimestamp: "2026-01-02T03:04:05Z"}
            spec: {authServerRef: {name: server, namespace: security}, %s}
            """
                .formatted(name, spec))
        .client();
  }

  private static List<ClientName> names(Collection<Client> clients) {
    return clients.stream().map(Client::name).toList();
  }

  @Test
  void client_put_isGivenBackAsItWas() {
    for (String spec :
        List.of(
            "grantTypes: [client_credentials]",
            """
            displayName: "Ünï 🔑", clientId: x, redirectUris: ["https://a/b", "", "https://ä/\\n\\0", "not a URI"],
            postLogoutRedirectUris: ["https://a/bye"], webOrigins: ["+", "https://a"], grantTypes: [implicit],
            scopes: [openid, b], tokenEndpointAuthMethod: private_key_jwt, secretName: s, jwks: {keys: []}
            """,
            "redirectUris: [], jwksUri: 'https://a/jwks'")) {
      KnownClient known = AuthClients.known(manifest("full", spec));
      index.put(known);
      assertThat(index.client(known.client().name())).contains(known);
      assertThat(index.clients()).contains(known);
      assertThat(index.clientsOf(SERVER)).contains(known.client());
    }
  }

  @Test
  void client_withNewClaims_hasTheOldOnesNoMore() {
    index.put(manifest("app", "clientId: one, secretName: a"));
    index.put(manifest("other", "clientId: one, secretName: a"));
    index.put(manifest("app", "clientId: two, secretName: b"));
    var app = new ClientName("team", "app");
    var other = new ClientName("team", "other");

    assertThat(names(index.clientsWithId(SERVER, "one"))).containsExactly(other);
    assertThat(names(index.clientsWithId(SERVER, "two"))).containsExactly(app);
    assertThat(names(index.clientsWithSecret("team", "a"))).containsExactly(other);
    assertThat(names(index.clientsWithSecret("team", "b"))).containsExactly(app);

    index.remove(manifest("app", ""));
    assertThat(index.clientsWithId(SERVER, "two")).isEmpty();
    assertThat(index.clientsWithSecret("team", "b")).isEmpty();
    assertThat(names(index.clientsOf(SERVER))).containsExactly(other);
  }

  @Test
  void client_thatCannotBeRead_hidesNoOther() {
    index.put(manifest("good", "redirectUris: []"));
    index.put(manifest("bad", "clientId: taken, grantTypes: [unknown]"));
    var bad = new ClientName("team", "bad");

    assertThat(index.clientsOf(SERVER)).hasSize(2);
    assertThat(names(index.clientsWithId(SERVER, "taken"))).containsExactly(bad);
    assertThatIllegalStateException()
        .isThrownBy(() -> index.client(bad))
        .withMessageStartingWith("AuthClient team/bad cannot be read: \"unknown\" is not a valid");
    assertThat(index.client(new ClientName("team", "good"))).isPresent();

    index.put(manifest("bad", "clientId: taken"));
    assertThat(index.client(bad)).isPresent();
  }
}
