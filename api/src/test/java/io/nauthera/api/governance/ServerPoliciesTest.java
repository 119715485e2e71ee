package io.nauthera.api.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.PolicyName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Finding by index is finding by asking every policy. */
class ServerPoliciesTest {
  private static final ServerName SERVER_NAME = new ServerName("security", "production");
  private static final Server SERVER =
      new Server(SERVER_NAME, Selector.EVERYTHING, new Server.All());

  private static final List<Selector> SELECTORS =
      List.of(
          Selector.EVERYTHING,
          selector(new Selector.In("a", Set.of("1"))),
          selector(new Selector.In("a", Set.of("1", "2"))),
          selector(new Selector.In("a", Set.of())),
          selector(new Selector.NotIn("a", Set.of("1"))),
          selector(new Selector.Exists("a")),
          selector(new Selector.DoesNotExist("a")),
          selector(new Selector.Exists("a"), new Selector.In("b", Set.of("1"))),
          selector(new Selector.In("a", Set.of("1")), new Selector.In("b", Set.of("1"))));

  private static final List<Map<String, String>> LABELS =
      List.of(
          Map.of(),
          Map.of("a", "1"),
          Map.of("a", "2"),
          Map.of("b", "1"),
          Map.of("a", "1", "b", "1"),
          Map.of("a", "2", "b", "1"));

  private static Selector selector(Selector.Requirement... requirements) {
    return new Selector(List.of(requirements));
  }

  private static TargetedPolicy policy(int number, Selector client, Selector namespace) {
    var name = new PolicyName("security", "policy-" + number);
    return new TargetedPolicy(Policy.named(name), Map.of(), client, namespace);
  }

  private static Client client(Map<String, String> labels) {
    return new Client(
        new ClientName("team", "app"),
        SERVER_NAME,
        labels,
        "team.app",
        "app-client-secret",
        CreationOrder.NEWCOMER,
        Lifecycle.NEW);
  }

  @Test
  void governing_everySelectorAndLabel_areThoseThatSelect() {
    List<TargetedPolicy> policies = new ArrayList<>();
    for (Selector client : SELECTORS) {
      for (Selector namespace : SELECTORS) {
        policies.add(policy(policies.size(), client, namespace));
      }
    }
    var prepared = ServerPolicies.of(SERVER, policies);
    for (Map<String, String> clientLabels : LABELS) {
      for (Map<String, String> namespaceLabels : LABELS) {
        Client client = client(clientLabels);
        assertThat(prepared.governing(client, namespaceLabels).names())
            .as("%s in %s", clientLabels, namespaceLabels)
            .containsExactlyElementsOf(
                policies.stream()
                    .filter(policy -> policy.selects(client, namespaceLabels))
                    .map(policy -> policy.policy().name())
                    .sorted()
                    .toList());
      }
    }
  }

  @Test
  void governing_moreCombinationsThanAreKept_areAllRight() {
    List<TargetedPolicy> policies = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      policies.add(
          policy(i, selector(new Selector.Exists(String.valueOf(i))), Selector.EVERYTHING));
    }
    var prepared = ServerPolicies.of(SERVER, policies);
    for (int combination = 0; combination < 1 << 11; combination++) {
      Map<String, String> labels = new HashMap<>();
      for (int i = 0; i < 11; i++) {
        if ((combination >> i & 1) == 1) {
          labels.put(String.valueOf(i), "");
        }
      }
      assertThat(prepared.governing(client(labels), Map.of()).names())
          .hasSize(Integer.bitCount(combination));
    }
  }
}
