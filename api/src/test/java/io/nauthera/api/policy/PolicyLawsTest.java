package io.nauthera.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.policy.Policy.Enforcement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of the engine whatever policies and clients there are. */
@ParameterizedClass
@MethodSource("io.nauthera.api.policy.SmallUniverse#all")
record PolicyLawsTest(SmallUniverse universe) {
  private static final PolicyEvaluator EVALUATOR = new PolicyEvaluator(ServerProfile.KEYCLOAK);

  /** The fields in which a policy can allow something, each with its value in a policy. */
  private static final List<Function<Policy, Object>> PERMISSIONS =
      List.of(
          Policy::allowedScopes,
          Policy::allowedGrantTypes,
          Policy::allowCustomClientIds,
          Policy::authentication,
          policy -> policy.redirectUris().allowedSchemes(),
          policy -> policy.redirectUris().allowedHosts(),
          policy -> policy.redirectUris().allowLoopback(),
          policy -> policy.redirectUris().allowWildcards());

  /**
   * It replaces the baseline where no other policy sets the field; otherwise it only forbids more.
   */
  @Test
  void addedPolicy_whoseFieldsOthersSpeakOf_neverAllowsMore() {
    int strictlyLess = 0;
    for (List<Policy> before : upToTwo()) {
      for (Policy added : universe.policies()) {
        if (!speaksOnlyWhereSpoken(added, before)) {
          continue;
        }
        var decisionsBefore = universe.decisions(before);
        var decisionsAfter = universe.decisions(with(before, added));
        for (int i = 0; i < decisionsBefore.size(); i++) {
          boolean allowedBefore = decisionsBefore.get(i).allowed();
          boolean allowedAfter = decisionsAfter.get(i).allowed();
          if (allowedAfter && !allowedBefore) {
            fail("%s allows %s beside %s", added, universe.clients().get(i), before);
          }
          strictlyLess += allowedBefore && !allowedAfter ? 1 : 0;
        }
      }
    }
    assertThat(strictlyLess).as("cases where the policy matters").isPositive();
  }

  /**
   * The one exception is RFC 8252's: loopback, once allowed, is above the scheme and host rules.
   */
  @Test
  void whatAPolicyForbids_otherPolicyAdded_staysForbidden() {
    for (List<Policy> before : upToTwo()) {
      for (Policy added : universe.policies()) {
        var decisionsBefore = universe.decisions(before);
        var decisionsAfter = universe.decisions(with(before, added));
        for (int i = 0; i < decisionsBefore.size(); i++) {
          Set<Object> still = new HashSet<>();
          decisionsAfter.get(i).violations().forEach(violation -> still.add(what(violation)));
          for (Violation violation : decisionsBefore.get(i).violations()) {
            boolean exempt = violation.value().startsWith("http://localhost");
            if (!violation.policies().isEmpty() && !exempt && !still.contains(what(violation))) {
              fail("%s lifts %s of %s", added, violation, before);
            }
          }
        }
      }
    }
  }

  @Test
  void merge_twoPolicies_commutes() {
    for (Policy a : universe.policies()) {
      for (Policy b : universe.policies()) {
        var ab = one(a).merge(one(b));
        var ba = one(b).merge(one(a));
        if (!ab.equals(ba) || !answers(ab).equals(answers(ba))) {
          fail("%s and %s do not commute", a, b);
        }
      }
    }
  }

  @Test
  void merge_threePolicies_associates() {
    for (Policy a : universe.policies()) {
      for (Policy b : universe.policies()) {
        for (Policy c : universe.policies()) {
          var left = one(a).merge(one(b)).merge(one(c));
          var right = one(a).merge(one(b).merge(one(c)));
          if (!left.equals(right) || !imposed(left).equals(imposed(right))) {
            fail("%s, %s and %s do not associate", a, b, c);
          }
        }
      }
    }
  }

  @Test
  void merge_withItself_changesNothing() {
    for (List<Policy> policies : upToTwo()) {
      var effective = EffectivePolicy.of(policies);
      assertThat(effective.merge(effective)).isEqualTo(effective);
      assertThat(imposed(effective.merge(effective))).isEqualTo(imposed(effective));
      assertThat(effective.merge(EffectivePolicy.of(List.of()))).isEqualTo(effective);
    }
  }

  @Test
  void rules_inAnyOrder_decideTheSame() {
    List<PolicyRule> rules = new ArrayList<>(PolicyEvaluator.rules(ServerProfile.KEYCLOAK));
    List<PolicyEvaluator> others = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Collections.rotate(rules, 1);
      others.add(new PolicyEvaluator(ServerProfile.KEYCLOAK, rules));
      others.add(new PolicyEvaluator(ServerProfile.KEYCLOAK, rules.reversed()));
    }
    for (Policy policy : universe.policies()) {
      var policies = PolicySet.of(List.of(policy));
      for (ClientMetadata client : universe.clients()) {
        var decision = EVALUATOR.evaluate(client, policies);
        others.forEach(other -> assertThat(other.evaluate(client, policies)).isEqualTo(decision));
      }
    }
  }

  @Test
  void policies_inAnyOrder_decideTheSame() {
    for (Policy a : universe.policies()) {
      for (Policy b : universe.policies()) {
        var forth = PolicySet.of(List.of(a, b.withEnforcement(Enforcement.WARN)));
        var back = PolicySet.of(List.of(b.withEnforcement(Enforcement.WARN), a));
        for (ClientMetadata client : universe.clients()) {
          if (!EVALUATOR.evaluate(client, forth).equals(EVALUATOR.evaluate(client, back))) {
            fail("%s and %s depend on their order", a, b);
          }
        }
      }
    }
  }

  @Test
  void warnOrAuditPolicy_added_changesNothingEnforced() {
    for (Policy enforced : universe.policies()) {
      List<Policy> before = List.of(enforced);
      for (Policy policy : universe.policies()) {
        if (enforced.equals(policy)) {
          continue;
        }
        for (Enforcement soft : List.of(Enforcement.WARN, Enforcement.AUDIT)) {
          var after = PolicySet.of(with(before, policy.withEnforcement(soft)));
          assertThat(after.enforced()).isEqualTo(EffectivePolicy.of(before));
          for (int i = 0; i < universe.clients().size(); i++) {
            var decision = EVALUATOR.evaluate(universe.clients().get(i), after);
            if (!decision.violations().equals(universe.decisions(before).get(i).violations())) {
              fail("%s as %s changes what %s forbid", policy, soft, before);
            }
          }
        }
      }
    }
  }

  /** What turning a policy from Warn to Enforce would forbid is what it warns of: no surprise. */
  @Test
  void warnOrAuditPolicy_besideEnforced_saysWhatItWouldForbid() {
    for (Policy enforced : universe.policies()) {
      for (Policy soft : universe.policies()) {
        if (enforced.equals(soft)) {
          continue;
        }
        var warned = PolicySet.of(List.of(enforced, soft.withEnforcement(Enforcement.WARN)));
        var audited = PolicySet.of(List.of(enforced, soft.withEnforcement(Enforcement.AUDIT)));
        var both = universe.decisions(List.of(enforced, soft));
        for (int i = 0; i < both.size(); i++) {
          ClientMetadata client = universe.clients().get(i);
          Set<Object> would = keysNaming(soft, both.get(i).violations());
          var warning = EVALUATOR.evaluate(client, warned);
          var audit = EVALUATOR.evaluate(client, audited);
          if (!keysNaming(soft, warning.warnings()).equals(would)
              || !keysNaming(soft, audit.audited()).equals(would)
              || !warning.audited().isEmpty()
              || !audit.warnings().isEmpty()) {
            fail("%s says other things about %s than it would forbid", soft, client);
          }
        }
      }
    }
  }

  @Test
  void refreshToken_notWrittenByDeveloper_isNeverAViolation() {
    Predicate<Violation> refresh =
        violation -> violation.value().equals(GrantType.REFRESH_TOKEN.toString());
    for (List<Policy> policies : upToTwo()) {
      var decisions = universe.decisions(policies);
      for (int i = 0; i < decisions.size(); i++) {
        if (universe.clients().get(i).givenGrants().isEmpty()
            && decisions.get(i).violations().stream().anyMatch(refresh)) {
          fail("%s forbid what nobody wrote in %s", policies, universe.clients().get(i));
        }
      }
    }
  }

  private static Set<Object> keysNaming(Policy policy, List<Violation> violations) {
    return violations.stream()
        .filter(violation -> violation.policies().contains(policy.name()))
        .map(Violation::key)
        .collect(Collectors.toSet());
  }

  private static boolean speaksOnlyWhereSpoken(Policy added, List<Policy> others) {
    return PERMISSIONS.stream()
        .filter(field -> field.apply(added) != null)
        .allMatch(field -> others.stream().anyMatch(other -> field.apply(other) != null));
  }

  /** A conflict about a method that the client does not set has an empty value. */
  private static Object what(Violation violation) {
    return violation.rule() == RuleId.AUTHENTICATION ? violation.rule() : violation.key();
  }

  private List<List<Policy>> upToTwo() {
    List<List<Policy>> all = new ArrayList<>();
    all.add(List.of());
    for (int i = 0; i < universe.policies().size(); i++) {
      all.add(List.of(universe.policies().get(i)));
      for (int j = 0; j < i; j++) {
        all.add(List.of(universe.policies().get(i), universe.policies().get(j)));
      }
    }
    return all;
  }

  private static EffectivePolicy one(Policy policy) {
    return EffectivePolicy.of(List.of(policy));
  }

  private static List<Policy> with(Collection<Policy> policies, Policy more) {
    return Stream.concat(policies.stream(), Stream.of(more)).toList();
  }

  private List<Object> answers(EffectivePolicy policy) {
    List<Object> answers = new ArrayList<>(imposed(policy));
    for (ClientMetadata client : universe.clients()) {
      answers.add(policy.grantsOf(client));
      answers.add(policy.authenticationOf(client));
      PolicyEvaluator.rules(ServerProfile.KEYCLOAK).stream()
          .flatMap(rule -> rule.check(client, policy))
          .forEach(answers::add);
    }
    return answers;
  }

  private static List<Object> imposed(EffectivePolicy policy) {
    return List.of(
        policy.accessTokenLifetime().all(),
        policy.refreshTokenLifetime().all(),
        policy.idTokenLifetime().all(),
        policy.pkce().all(),
        policy.authentication().all(),
        policy.rotation().all());
  }
}
