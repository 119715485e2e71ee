package io.nauthera.api.policy;

import static io.nauthera.api.policy.Fixtures.policy;
import static io.nauthera.api.policy.Fixtures.scopes;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.policy.Policy.Enforcement;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PolicySetTest {
  private static final Policy BASE = scopes(policy("base"), "openid", "email");

  @Test
  void set_withNothingOnTrial_mergesItsPoliciesOnce() {
    var set = PolicySet.of(List.of(BASE, policy("other")));

    assertThat(set.warned().ifEnforced()).isSameAs(set.enforced());
    assertThat(set.audited().ifEnforced()).isSameAs(set.enforced());
    assertThat(set.merged()).isEqualTo(2);
  }

  @Test
  void set_withPolicyOnTrial_mergesItInAddition() {
    var set = PolicySet.of(List.of(BASE, policy("other").withEnforcement(Enforcement.WARN)));

    assertThat(set.warned().ifEnforced()).isNotEqualTo(set.enforced());
    assertThat(set.audited().ifEnforced()).isSameAs(set.enforced());
    assertThat(set.merged()).isEqualTo(3);
  }
}
