package io.nauthera.webhook.cli.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.impact.ClientChange;
import io.nauthera.api.impact.ClientChange.Transition;
import io.nauthera.api.impact.SettingChange;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of an impact whatever the two sides are. */
class ImpactLawsTest {
  private static final int PAIRS = 2_000;

  private final Random random = new Random(20_261_124);

  @Test
  void sameSideTwice_changesNothing() {
    for (int i = 0; i < PAIRS; i++) {
      ManifestIndex side = RandomPairs.any(random);
      Impact impact = Impact.of(side, side);
      assertThat(impact.diffs()).isEmpty();
      assertThat(impact.changed()).isEmpty();
    }
  }

  @Test
  void sidesSwapped_mirrorEachOther() {
    int changed = 0;
    for (int i = 0; i < PAIRS; i++) {
      ManifestIndex one = RandomPairs.any(random);
      ManifestIndex other = RandomPairs.any(random);
      List<ClientChange> forth = Impact.of(one, other).changed();
      List<ClientChange> back = Impact.of(other, one).changed();
      assertThat(back).hasSameSizeAs(forth);
      for (int j = 0; j < forth.size(); j++) {
        mirror(forth.get(j), back.get(j));
      }
      changed += forth.size();
    }
    assertThat(changed).isPositive();
  }

  private static void mirror(ClientChange forth, ClientChange back) {
    assertThat(back.client()).isEqualTo(forth.client());
    assertThat(back.newViolations()).isEqualTo(forth.goneViolations());
    assertThat(back.goneViolations()).isEqualTo(forth.newViolations());
    assertThat(back.newWarnings()).isEqualTo(forth.goneWarnings());
    assertThat(back.goneWarnings()).isEqualTo(forth.newWarnings());
    assertThat(back.transitions())
        .isEqualTo(
            forth.transitions().stream().map(ImpactLawsTest::mirrored).collect(Collectors.toSet()));
    assertThat(back.settings())
        .isEqualTo(
            forth.settings().stream()
                .map(change ->
                    new SettingChange(
                        change.setting(),
                        /* before= */ change.after(),
                        /* after= */ change.before()))
                .toList());
  }

  private static Transition mirrored(Transition transition) {
    return switch (transition) {
      case ADDED -> Transition.REMOVED;
      case REMOVED -> Transition.ADDED;
      case SERVER_ADDED -> Transition.SERVER_REMOVED;
      case SERVER_REMOVED -> Transition.SERVER_ADDED;
      case GOVERNED -> Transition.UNGOVERNED;
      case UNGOVERNED -> Transition.GOVERNED;
      case ADMITTED -> Transition.NOT_ADMITTED;
      case NOT_ADMITTED -> Transition.ADMITTED;
    };
  }

  @Test
  void newlyViolating_isExactlyWhatIsRefusedNowAndWasNot() {
    int violations = 0;
    Set<Transition> seen = new HashSet<>();
    for (int i = 0; i < PAIRS; i++) {
      ManifestIndex before = RandomPairs.any(random);
      ManifestIndex after = RandomPairs.any(random);
      for (ClientChange change : Impact.of(before, after).clients()) {
        Set<Violation.Key> expected = new HashSet<>(refused(after, change.client()));
        expected.removeAll(refused(before, change.client()));
        assertThat(Violation.keys(change.newViolations())).isEqualTo(expected);
        violations += expected.size();
        seen.addAll(change.transitions());
      }
    }
    assertThat(violations).isPositive();
    assertThat(seen).containsExactlyInAnyOrder(Transition.values());
  }

  private static Set<Violation.Key> refused(ManifestIndex cluster, ClientName name) {
    return cluster
        .client(name)
        .map(known ->
            Violation.keys(
                ClientEvaluation.of(cluster, known, new PolicyEvaluator(ServerProfile.KEYCLOAK))
                    .violations()))
        .orElse(Set.of());
  }
}
