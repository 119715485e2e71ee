package io.nauthera.controller.authpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.Condition.Status;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsistentConditionTest {
  private static final Conflict METHODS =
      new Conflict(
          "authentication methods",
          "AuthPolicy security/a: client_secret_basic; AuthPolicy security/b: none",
          List.of(new PolicyName("security", "a"), new PolicyName("security", "b")));

  private static List<ClientName> clients(int count) {
    return IntStream.range(0, count).mapToObj(i -> new ClientName("team", "app-" + i)).toList();
  }

  private static SortedMap<Conflict, List<ClientName>> conflicting(int clients) {
    SortedMap<Conflict, List<ClientName>> conflicts = new TreeMap<>();
    conflicts.put(METHODS, clients(clients));
    return conflicts;
  }

  @Test
  void policy_withoutConflict_agrees() {
    assertThat(ConsistentCondition.of(new TreeMap<>()).status()).isEqualTo(Status.True);
  }

  @Test
  void conflict_ofOneClient_namesBothPoliciesAndTheClient() {
    var finding = ConsistentCondition.of(conflicting(1));

    assertThat(finding.status()).isEqualTo(Status.False);
    assertThat(finding.message())
        .isEqualTo(
            "policies impose different authentication methods (AuthPolicy security/a: client_secret_basic; AuthPolicy security/b: none) on AuthClient team/app-0: the policy owners must resolve the conflict");
  }

  @Test
  void conflict_ofManyClients_namesTheFirst() {
    assertThat(ConsistentCondition.of(conflicting(7)).message())
        .contains("AuthClients team/app-0", "team/app-4 and 2 more")
        .doesNotContain("team/app-5");
  }
}
