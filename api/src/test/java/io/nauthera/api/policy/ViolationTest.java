package io.nauthera.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ViolationTest {
  private static final PolicyName BASE = new PolicyName("security", "base");
  private static final PolicyName TRIAL = new PolicyName("security", "trial");

  private final AtomicInteger made = new AtomicInteger();

  private Supplier<String> sentence(String text) {
    return () -> {
      made.incrementAndGet();
      return text;
    };
  }

  private Violation violation(int entry, String value, PolicyName... policies) {
    return Violation.of(
        ClientFields.SCOPES.entry(entry),
        RuleId.SCOPES,
        value,
        sentence("scope " + value),
        List.of(policies));
  }

  @Test
  void decision_messagesNotAskedFor_makesNone() {
    List<Violation> many =
        IntStream.range(0, 100).mapToObj(i -> violation(99 - i, "s" + i, BASE, TRIAL)).toList();

    var decision =
        new Decision(many, many.stream().map(each -> each.by(Set.of(TRIAL))).toList(), List.of())
            .and(List.of(violation(7, "more")));

    assertThat(Violation.keys(decision.violations())).hasSize(101);
    assertThat(decision.violations().contains(decision.violations().getLast())).isTrue();
    assertThat(made).hasValue(0);
  }

  @Test
  void message_askedTwice_isMadeOnce() {
    var violation = violation(0, "admin");

    assertThat(violation.message()).isEqualTo("scope admin");
    assertThat(violation).hasToString("spec.scopes[0]: scope admin");
    assertThat(made).hasValue(1);
  }

  @Test
  void order_sameFieldRuleAndValue_isByPoliciesThenMessage() {
    var byNone = other("z", List.of());
    var byBase = other("a", List.of(BASE));
    var byBoth = other("a", List.of(BASE, TRIAL));
    var byBothLater = other("b", List.of(BASE, TRIAL));

    assertThat(List.of(byBothLater, byBoth, byBase, byNone).stream().sorted())
        .containsExactly(byNone, byBase, byBoth, byBothLater);
  }

  @Test
  void equality_otherMessage_differs() {
    assertThat(other("a", List.of(BASE)))
        .isEqualTo(other("a", List.of(BASE)))
        .hasSameHashCodeAs(other("a", List.of(BASE)))
        .isNotEqualTo(other("b", List.of(BASE)))
        .isNotEqualTo(other("a", List.of()));
  }

  private static Violation other(String message, List<PolicyName> policies) {
    return Violation.of(ClientFields.CLIENT_ID, RuleId.CLIENT_ID, "x", () -> message, policies);
  }
}
