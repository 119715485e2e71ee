package io.nauthera.api.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.governance.ClientEvaluation.Governed;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What is refused beside the policies, and before policies are known. */
final class RefusalsTest {
  private static final ServerName PRODUCTION = new ServerName("security", "production");
  private static final ClientName SHOP = new ClientName("team-a", "shop");
  private static final TargetedPolicy BASE =
      policy(Policy.named(new PolicyName("security", "base")));
  private static final PolicyEvaluator EVALUATOR = new PolicyEvaluator(ServerProfile.KEYCLOAK);

  private final InMemoryCluster cluster = new InMemoryCluster();

  private static TargetedPolicy policy(Policy policy) {
    return new TargetedPolicy(policy, Map.of(), Selector.EVERYTHING, Selector.EVERYTHING);
  }

  private static Server server(Server.Consent consent) {
    return new Server(PRODUCTION, Selector.EVERYTHING, consent);
  }

  private static Client client(String name, String clientId, CreationOrder order) {
    return new Client(
        new ClientName("team-a", name),
        PRODUCTION,
        Map.of(),
        clientId,
        "shop-client-secret",
        order,
        Lifecycle.NEW);
  }

  @Test
  void clientId_outsideTheNamespace_isRefusedBeforePoliciesAreKnown() {
    assertThat(rules("team-b.app")).containsExactly(RuleId.CLIENT_ID);
    cluster.withNamespace("team-a", Map.of());
    assertThat(rules("team-b.app")).containsExactly(RuleId.CLIENT_ID);
    cluster.with(server(new Server.All()));
    assertThat(rules("team-b.app")).containsExactly(RuleId.CLIENT_ID);
    assertThat(rules("team-a.app")).isEmpty();
  }

  @Test
  void secretOfAnother_isRefusedBeforePoliciesAreKnown() {
    cluster.with(client("first", "team-a.first", new CreationOrder("2026-01-01T00:00:00Z", "1")));
    assertThat(rules("team-a.shop")).containsExactly(RuleId.EXCLUSIVE_SECRET);
    cluster.with(server(new Server.All()));
    assertThat(rules("team-a.shop")).containsExactly(RuleId.EXCLUSIVE_SECRET);
  }

  @Test
  void consent_refused_isAllThatIsSaid() {
    cluster.withNamespace("team-a", Map.of());
    cluster.with(server(new Server.Only("security")));
    assertThat(rules("team-b.app")).containsExactly(RuleId.CONSENT);
    cluster.with(policy(BASE.policy().withAllowedScopes(Set.of())));
    assertThat(rules("team-b.app")).containsExactly(RuleId.CONSENT);
  }

  /** What is not said is still taken from a client that is registered. */
  @Test
  void consent_refused_clientIsStillRestricted() {
    cluster.withNamespace("team-a", Map.of());
    cluster.with(server(new Server.Only("security")));
    cluster.with(BASE);
    var asking = ClientMetadata.named(SHOP).withScopes(List.of("openid", "admin"));
    var evaluation =
        ClientEvaluation.of(
            cluster,
            new KnownClient(client("shop", "team-a.shop", CreationOrder.NEWCOMER), asking),
            EVALUATOR);
    assertThat(evaluation)
        .asInstanceOf(InstanceOfAssertFactories.type(Governed.class))
        .satisfies(governed -> {
          assertThat(governed.restricted().metadata().scopes()).containsExactly("openid");
          assertThat(governed.restricted().enabled()).isFalse();
        });
  }

  /** The rules that the client with this id violates. */
  private List<RuleId> rules(String clientId) {
    Client client = client("shop", clientId, CreationOrder.NEWCOMER);
    var metadata = ClientMetadata.named(SHOP).withClientId(clientId);
    return ClientEvaluation.of(cluster, new KnownClient(client, metadata), EVALUATOR)
        .violations()
        .stream()
        .map(Violation::rule)
        .toList();
  }
}
