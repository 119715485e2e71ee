package io.nauthera.api.governance;

import static io.nauthera.api.governance.Selector.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.governance.ClientEvaluation.Governed;
import io.nauthera.api.governance.ClientEvaluation.NamespaceUnknown;
import io.nauthera.api.governance.ClientEvaluation.ServerMissing;
import io.nauthera.api.governance.ClientEvaluation.Ungoverned;
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

/** Which policies govern a client, and which clients a policy governs. */
final class GovernanceTest {
  private static final ServerName PRODUCTION = new ServerName("security", "production");
  private static final ServerName STAGING = new ServerName("security", "staging");
  private static final Server SERVER = server(PRODUCTION, EVERYTHING, new Server.All());
  private static final Client SHOP = client("shop", PRODUCTION, Map.of("kind", "web"));

  private static final PolicyEvaluator EVALUATOR = new PolicyEvaluator(ServerProfile.KEYCLOAK);

  private final InMemoryCluster cluster = new InMemoryCluster();

  @Test
  void client_serverMissing_saidSo() {
    cluster.withNamespace("team-a", Map.of()).with(policy("security", "base"));
    assertThat(evaluation(cluster, SHOP)).isEqualTo(new ServerMissing(PRODUCTION, List.of()));
  }

  @Test
  void client_namespaceUnknown_notGuessed() {
    cluster.with(SERVER).with(policy("security", "base"));
    assertThat(evaluation(cluster, SHOP)).isEqualTo(new NamespaceUnknown("team-a", List.of()));
  }

  @Test
  void client_noPolicy_ungoverned() {
    cluster.with(SERVER).withNamespace("team-a", Map.of());
    assertThat(evaluation(cluster, SHOP)).isEqualTo(new Ungoverned(SERVER, List.of()));
  }

  @Test
  void policy_inServersNamespace_governs() {
    cluster.with(SERVER).withNamespace("team-a", Map.of());
    cluster.with(policy("security", "base")).with(policy("security", "apps"));
    assertThat(governing(SHOP)).containsExactly("security/apps", "security/base");
  }

  @Test
  void policy_inClientsNamespace_governsNothing() {
    cluster.with(SERVER).withNamespace("team-a", Map.of()).with(policy("team-a", "mine"));
    assertThat(governing(SHOP)).isEmpty();
  }

  @Test
  void policy_byClientLabels_governsOnlyThose() {
    cluster.with(SERVER).withNamespace("team-a", Map.of());
    cluster.with(policy("web", Map.of(), in("kind", "web"), EVERYTHING));
    assertThat(governing(SHOP)).containsExactly("security/web");
    assertThat(governing(client("job", PRODUCTION, Map.of("kind", "batch")))).isEmpty();
    assertThat(governing(client("bare", PRODUCTION, Map.of()))).isEmpty();
  }

  @Test
  void policy_byNamespaceLabels_governsOnlyThere() {
    cluster.with(SERVER).withNamespace("team-a", Map.of("stage", "dev"));
    cluster.with(policy("dev", Map.of(), EVERYTHING, in("stage", "dev")));
    cluster.with(policy("prod", Map.of(), EVERYTHING, in("stage", "prod")));
    assertThat(governing(SHOP)).containsExactly("security/dev");
  }

  /** A developer owns the labels of the client, but not those of its namespace. */
  @Test
  void policy_byNamespaceLabels_ignoresLabelsOfClient() {
    cluster.with(SERVER).withNamespace("team-a", Map.of());
    cluster.with(policy("dev", Map.of(), EVERYTHING, in("stage", "dev")));
    assertThat(governing(client("sly", PRODUCTION, Map.of("stage", "dev")))).isEmpty();
  }

  @Test
  void policy_notCountedByServer_governsNothing() {
    cluster.withNamespace("team-a", Map.of());
    cluster.with(server(PRODUCTION, in("stage", "prod"), new Server.All()));
    cluster.with(policy("prod", Map.of("stage", "prod"), EVERYTHING, EVERYTHING));
    cluster.with(policy("dev", Map.of("stage", "dev"), EVERYTHING, EVERYTHING));
    assertThat(governing(SHOP)).containsExactly("security/prod");
  }

  @Test
  void policy_thatOnlyWarns_governs() {
    cluster.with(SERVER).withNamespace("team-a", Map.of());
    var base = policy("security", "base");
    var warning = base.policy().withEnforcement(Policy.Enforcement.WARN);
    cluster.with(new TargetedPolicy(warning, Map.of(), EVERYTHING, EVERYTHING));
    assertThat(governing(SHOP)).containsExactly("security/base");
  }

  @Test
  void consent_ofAll_admits() {
    assertThat(refusals(new Server.All())).isEmpty();
  }

  @Test
  void consent_ofOwnNamespace_admitsNoOther() {
    assertThat(refusals(new Server.Only("team-a"))).isEmpty();
    assertThat(refusals(new Server.Only("security")))
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.rule()).isEqualTo(RuleId.CONSENT);
          assertThat(refusal.field()).hasToString("spec.authServerRef");
          assertThat(refusal.policies()).isEmpty();
          assertThat(refusal.message())
              .contains("security/production", "team-a", "spec.allowedNamespaces");
        });
  }

  @Test
  void consent_bySelector_admitsByNamespaceLabels() {
    assertThat(refusals(new Server.Selected(in("stage", "dev")))).isEmpty();
    assertThat(refusals(new Server.Selected(in("stage", "prod")))).hasSize(1);
  }

  @Test
  void consent_withoutPolicy_isStillAsked() {
    cluster.withNamespace("team-a", Map.of());
    cluster.with(server(PRODUCTION, EVERYTHING, new Server.Only("security")));
    assertThat(evaluation(cluster, SHOP))
        .asInstanceOf(InstanceOfAssertFactories.type(Ungoverned.class))
        .satisfies(ungoverned -> assertThat(ungoverned.refusals()).hasSize(1));
  }

  @Test
  void governed_policyCreated_thoseItSelects() {
    threeClients();
    var web = policy("web", Map.of(), in("kind", "web"), EVERYTHING);
    assertThat(GovernedClients.of(cluster, null, web)).containsExactly(name("admin"), name("shop"));
  }

  @Test
  void governed_policyDeleted_thoseItSelected() {
    threeClients();
    var batch = policy("batch", Map.of(), in("kind", "batch"), EVERYTHING);
    assertThat(GovernedClients.of(cluster, batch, null)).containsExactly(name("job"));
  }

  @Test
  void governed_selectorChanged_thoseBeforeAndAfter() {
    threeClients();
    var web = policy("p", Map.of(), in("kind", "web"), EVERYTHING);
    var batch = policy("p", Map.of(), in("kind", "batch"), EVERYTHING);
    assertThat(GovernedClients.of(cluster, web, batch))
        .containsExactly(name("admin"), name("job"), name("shop"));
  }

  @Test
  void governed_labelsChanged_thoseOfServersThatCountedIt() {
    cluster.withNamespace("team-a", Map.of());
    cluster.with(server(PRODUCTION, in("stage", "prod"), new Server.All()));
    cluster.with(server(STAGING, in("stage", "test"), new Server.All()));
    cluster.with(SHOP).with(client("trial", STAGING, Map.of()));
    var before = policy("p", Map.of("stage", "prod"), EVERYTHING, EVERYTHING);
    var after = policy("p", Map.of("stage", "test"), EVERYTHING, EVERYTHING);
    assertThat(GovernedClients.of(cluster, before, before)).containsExactly(name("shop"));
    assertThat(GovernedClients.of(cluster, before, after))
        .containsExactly(name("shop"), name("trial"));
  }

  @Test
  void governed_noPolicyAtAll_nobody() {
    threeClients();
    assertThat(GovernedClients.of(cluster, null, null)).isEmpty();
  }

  @Test
  void governed_otherNamespace_nobody() {
    threeClients();
    assertThat(GovernedClients.of(cluster, null, policy("team-a", "mine"))).isEmpty();
  }

  @Test
  void governed_namespaceUnknown_countsAsSelected() {
    cluster.with(SERVER).with(SHOP).with(client("job", PRODUCTION, Map.of("kind", "batch")));
    var policy = policy("dev", Map.of(), in("kind", "web"), in("stage", "dev"));
    assertThat(GovernedClients.of(cluster, null, policy)).containsExactly(name("shop"));
  }

  @Test
  void governed_beingDeleted_leftOut() {
    cluster.with(SERVER).withNamespace("team-a", Map.of());
    cluster.with(inLife(Lifecycle.TERMINATING)).with(client("job", PRODUCTION, Map.of()));
    assertThat(GovernedClients.of(cluster, null, policy("security", "base")))
        .containsExactly(name("job"));
  }

  private static Client inLife(Lifecycle lifecycle) {
    return new Client(
        SHOP.name(),
        PRODUCTION,
        Map.of(),
        SHOP.clientId(),
        SHOP.secretName(),
        CreationOrder.NEWCOMER,
        lifecycle);
  }

  private void threeClients() {
    cluster.with(SERVER).withNamespace("team-a", Map.of()).with(SHOP);
    cluster.with(client("admin", PRODUCTION, Map.of("kind", "web")));
    cluster.with(client("job", PRODUCTION, Map.of("kind", "batch")));
  }

  private List<String> governing(Client client) {
    return switch (evaluation(cluster, client)) {
      case Governed governed -> governed.policies().names().stream().map(String::valueOf).toList();
      case Ungoverned ungoverned -> List.of();
      case ServerMissing missing -> throw new AssertionError(missing);
      case NamespaceUnknown unknown -> throw new AssertionError(unknown);
    };
  }

  private static ClientEvaluation evaluation(ClusterView cluster, Client client) {
    return ClientEvaluation.of(
        cluster, new KnownClient(client, ClientMetadata.named(client.name())), EVALUATOR);
  }

  private static List<Violation> refusals(Server.Consent consent) {
    var cluster =
        new InMemoryCluster()
            .withNamespace("team-a", Map.of("stage", "dev"))
            .with(server(PRODUCTION, EVERYTHING, consent))
            .with(policy("security", "base"));
    return evaluation(cluster, SHOP) instanceof Governed governed ? governed.refusals() : List.of();
  }

  private static Server server(ServerName name, Selector policies, Server.Consent consent) {
    return new Server(name, policies, consent);
  }

  private static Client client(String name, ServerName server, Map<String, String> labels) {
    return new Client(
        name(name),
        server,
        labels,
        name(name).defaultClientId(),
        name + "-client-secret",
        CreationOrder.NEWCOMER,
        Lifecycle.NEW);
  }

  private static ClientName name(String name) {
    return new ClientName("team-a", name);
  }

  private static TargetedPolicy policy(String namespace, String name) {
    var policy = Policy.named(new PolicyName(namespace, name));
    return new TargetedPolicy(policy, Map.of(), EVERYTHING, EVERYTHING);
  }

  private static TargetedPolicy policy(
      String name, Map<String, String> labels, Selector clients, Selector namespaces) {
    var policy = Policy.named(new PolicyName("security", name));
    return new TargetedPolicy(policy, labels, clients, namespaces);
  }

  private static Selector in(String key, String value) {
    return new Selector(List.of(new Selector.In(key, Set.of(value))));
  }
}
