package io.nauthera.api.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nauthera.api.governance.Selector.DoesNotExist;
import io.nauthera.api.governance.Selector.Exists;
import io.nauthera.api.governance.Selector.In;
import io.nauthera.api.governance.Selector.NotIn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Selectors answer as Kubernetes' label selectors do. */
final class SelectorTest {
  private static final Map<String, String> DEV = Map.of("stage", "dev", "team", "");

  static Stream<Arguments> requirements() {
    return Stream.of(
        argumentSet("in_value_selected", new In("stage", Set.of("dev", "test")), true),
        argumentSet("in_otherValue_not", new In("stage", Set.of("prod")), false),
        argumentSet("in_otherCase_not", new In("stage", Set.of("Dev")), false),
        argumentSet("in_absent_not", new In("tier", Set.of("dev")), false),
        argumentSet("in_absentAgainstEmpty_not", new In("tier", Set.of("")), false),
        argumentSet("in_emptyValue_selected", new In("team", Set.of("")), true),
        argumentSet("in_noValues_not", new In("stage", Set.of()), false),
        argumentSet("notIn_value_not", new NotIn("stage", Set.of("dev")), false),
        argumentSet("notIn_otherValue_selected", new NotIn("stage", Set.of("prod")), true),
        argumentSet("notIn_absent_selected", new NotIn("tier", Set.of("dev")), true),
        argumentSet("exists_present_selected", new Exists("stage"), true),
        argumentSet("exists_presentAndEmpty_selected", new Exists("team"), true),
        argumentSet("exists_absent_not", new Exists("tier"), false),
        argumentSet("doesNotExist_present_not", new DoesNotExist("stage"), false),
        argumentSet("doesNotExist_absent_selected", new DoesNotExist("tier"), true));
  }

  @ParameterizedTest
  @MethodSource("requirements")
  void requirement_onDevLabels_asKubernetes(Selector.Requirement requirement, boolean selected) {
    assertThat(new Selector(List.of(requirement)).matches(DEV)).isEqualTo(selected);
  }

  @Test
  void selector_withoutRequirements_selectsEverything() {
    assertThat(Selector.EVERYTHING.matches(DEV)).isTrue();
    assertThat(Selector.EVERYTHING.matches(Map.of())).isTrue();
  }

  @Test
  void selector_oneOfTwoFails_selectsNothing() {
    var selector = new Selector(List.of(new Exists("stage"), new Exists("tier")));
    assertThat(selector.matches(DEV)).isFalse();
  }

  static Stream<Arguments> phrases() {
    return Stream.of(
        argumentSet("in_one", new In("kind", Set.of("web")), "kind=web"),
        argumentSet("in_several", new In("kind", Set.of("web", "native")), "kind in (native, web)"),
        argumentSet("in_none", new In("kind", Set.of()), "kind in ()"),
        argumentSet("notIn_one", new NotIn("kind", Set.of("web")), "kind!=web"),
        argumentSet("notIn_several", new NotIn("kind", Set.of("b", "a")), "kind notin (a, b)"),
        argumentSet("exists", new Exists("kind"), "kind exists"),
        argumentSet("doesNotExist", new DoesNotExist("kind"), "kind does not exist"));
  }

  @ParameterizedTest
  @MethodSource("phrases")
  void requirement_saysItself(Selector.Requirement requirement, String phrase) {
    assertThat(requirement).hasToString(phrase);
  }

  @Test
  void selector_namesEveryRequirementThatIsNotMet() {
    var tier = new Exists("tier");
    var prod = new In("stage", Set.of("prod"));
    var selector = new Selector(List.of(tier, new Exists("team"), prod));
    assertThat(selector.unmet(DEV)).containsExactly(tier, prod);
    assertThat(selector.unmet(Map.of("tier", "1", "team", "", "stage", "prod"))).isEmpty();
  }
}
