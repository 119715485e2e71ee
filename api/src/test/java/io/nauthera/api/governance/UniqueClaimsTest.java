package io.nauthera.api.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A client id at a server and a Secret in a namespace have one holder. */
final class UniqueClaimsTest {
  private static final ServerName SERVER = new ServerName("security", "production");
  private static final CreationOrder FIRST = new CreationOrder("2026-01-01T00:00:00Z", "u2");
  private static final CreationOrder SAME_SECOND = new CreationOrder("2026-01-01T00:00:00Z", "u3");
  private static final CreationOrder LATER = new CreationOrder("2026-01-02T00:00:00Z", "u1");

  /** Namespaces a and b may have any client id, namespace evil may not. */
  private final InMemoryCluster cluster =
      new InMemoryCluster()
          .with(new Server(SERVER, Selector.EVERYTHING, new Server.All()))
          .with(
              new TargetedPolicy(
                  Policy.named(new PolicyName("security", "any-id")).withAllowCustomClientIds(true),
                  Map.of(),
                  Selector.EVERYTHING,
                  new Selector(List.of(new Selector.In("ids", Set.of("any"))))))
          .withNamespace("a", Map.of("ids", "any"))
          .withNamespace("b", Map.of("ids", "any"))
          .withNamespace("evil", Map.of());

  private static Client client(String name, String clientId, CreationOrder order) {
    return client(name, clientId, order, Lifecycle.NEW);
  }

  private static Client client(
      String name, String clientId, CreationOrder order, Lifecycle lifecycle) {
    String[] parts = name.split("/", 2);
    var whole = new ClientName(parts[0], parts[1]);
    return new Client(whole, SERVER, Map.of(), clientId, parts[1] + "-secret", order, lifecycle);
  }

  private static Client withSecret(Client client, String secret) {
    return new Client(
        client.name(),
        client.server(),
        client.labels(),
        client.clientId(),
        secret,
        client.creationOrder(),
        client.lifecycle());
  }

  private List<RuleId> rules(Client client) {
    return UniqueClaims.check(cluster, client).stream().map(Violation::rule).toList();
  }

  @Test
  void claimant_laterOrNew_yieldsAndOnlyThat() {
    Client first = client("a/app", "shared", FIRST);
    Client later = client("b/other", "shared", LATER);
    cluster.with(first).with(later);

    assertThat(rules(later)).containsExactly(RuleId.EXCLUSIVE_CLIENT_ID);
    assertThat(rules(client("b/other", "shared", SAME_SECOND))).hasSize(1);
    assertThat(rules(later.createdAs(CreationOrder.NEWCOMER))).hasSize(1);
    assertThat(rules(first)).isEmpty();
  }

  @Test
  void claimant_isTheHolderItself_yieldsToNone() {
    Client first = client("a/app", "shared", FIRST);
    cluster.with(first);

    assertThat(rules(first.createdAs(CreationOrder.NEWCOMER))).isEmpty();
  }

  @Test
  void holder_inTheSameNamespace_isNamedAndNoOther() {
    cluster.with(client("a/app", "shared", FIRST));

    assertThat(UniqueClaims.check(cluster, client("a/other", "shared", LATER)))
        .singleElement()
        .asString()
        .isEqualTo(
            "spec.clientId: client id \"shared\" at AuthServer security/production belongs to AuthClient a/app: choose another spec.clientId");
    assertThat(UniqueClaims.check(cluster, client("b/other", "shared", LATER)))
        .singleElement()
        .asString()
        .isEqualTo(
            "spec.clientId: client id \"shared\" at AuthServer security/production is taken: choose another spec.clientId");
  }

  @Test
  void claimant_ofItsDefaultId_readsWhereTheIdComesFrom() {
    cluster.with(client("a/x", "b.app", FIRST));

    assertThat(UniqueClaims.check(cluster, client("b/app", "b.app", LATER)))
        .singleElement()
        .asString()
        .endsWith(
            "is taken: the default id follows from metadata.name, so choose another name or set spec.clientId");
  }

  @Test
  void clientId_claimedFromAnotherNamespaceWithoutPermission_isFree() {
    cluster.with(client("evil/x", "b.app", FIRST));

    assertThat(rules(client("b/app", "b.app", LATER))).isEmpty();
  }

  @Test
  void clientId_claimedBeforeServerOrNamespaceIsKnown_isFree() {
    var empty = new InMemoryCluster().with(client("a/x", "b.app", FIRST));

    assertThat(UniqueClaims.check(empty, client("b/app", "b.app", LATER))).isEmpty();
  }

  @Test
  void clientId_claimedWhereTheNamespaceIsNotAdmitted_isFree() {
    var closed =
        new InMemoryCluster()
            .with(new Server(SERVER, Selector.EVERYTHING, new Server.Only("security")))
            .with(cluster.policiesIn("security").iterator().next())
            .withNamespace("a", Map.of("ids", "any"))
            .with(client("a/x", "b.app", FIRST));

    assertThat(UniqueClaims.check(closed, client("b/app", "b.app", LATER))).isEmpty();
  }

  @Test
  void clientId_inAnotherCase_isTheSame() {
    cluster.with(client("a/app", "Shared", FIRST));

    assertThat(rules(client("b/other", "sHARED", LATER)))
        .containsExactly(RuleId.EXCLUSIVE_CLIENT_ID);
  }

  @Test
  void clientId_atAnotherServer_isFree() {
    cluster.with(client("a/app", "shared", FIRST));
    var elsewhere =
        new Client(
            new ClientName("b", "x"),
            new ServerName("security", "test"),
            Map.of(),
            "shared",
            "s",
            CreationOrder.NEWCOMER,
            Lifecycle.NEW);

    assertThat(rules(elsewhere)).isEmpty();
  }

  @Test
  void registered_precedesOlderThatIsNot() {
    Client older = client("a/app", "shared", FIRST);
    Client registered = client("b/other", "shared", LATER, Lifecycle.REGISTERED);
    cluster.with(older).with(registered);

    assertThat(rules(older)).containsExactly(RuleId.EXCLUSIVE_CLIENT_ID);
    assertThat(rules(registered)).isEmpty();
  }

  @Test
  void terminating_holdsIdUntilItIsRemoved_andNoSecret() {
    var going = new InMemoryCluster().with(client("a/app", "a.app", FIRST, Lifecycle.TERMINATING));
    var gone = new InMemoryCluster().with(client("a/app", "a.app", FIRST, Lifecycle.REMOVED));
    Client next = withSecret(client("a/next", "a.app", LATER), "app-secret");

    assertThat(UniqueClaims.check(going, next))
        .extracting(Violation::rule)
        .containsExactly(RuleId.EXCLUSIVE_CLIENT_ID);
    assertThat(UniqueClaims.check(gone, next)).isEmpty();
  }

  @Test
  void secret_isExclusiveInItsNamespaceOnly() {
    cluster.with(client("a/app", "a.app", FIRST));

    assertThat(rules(withSecret(client("a/second", "a.second", LATER), "app-secret")))
        .containsExactly(RuleId.EXCLUSIVE_SECRET);
    assertThat(rules(withSecret(client("b/second", "b.second", LATER), "app-secret"))).isEmpty();
  }

  @Test
  void update_toAFreeSecret_keepsAContestedId() {
    Client older = client("a/app", "shared", FIRST);
    cluster.with(older).with(client("a/two", "shared", LATER));

    assertThat(rules(withSecret(older, "free").updating(older))).isEmpty();
  }

  @Test
  void update_keepsWhatTheClientHolds_andComesLastForANewSecret() {
    Client older = client("a/app", "a.app", FIRST);
    Client younger = withSecret(client("a/two", "a.two", LATER), "app-secret");
    Client third = client("a/third", "a.third", LATER);
    cluster.with(older).with(younger).with(third);

    assertThat(rules(older.createdAs(CreationOrder.NEWCOMER).updating(older))).isEmpty();
    assertThat(rules(withSecret(older, "third-secret").updating(older)))
        .containsExactly(RuleId.EXCLUSIVE_SECRET);
  }
}
