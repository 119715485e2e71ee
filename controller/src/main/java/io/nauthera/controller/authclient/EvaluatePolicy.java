package io.nauthera.controller.authclient;

import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.provisioning.Narrowed;
import io.nauthera.controller.status.Finding;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Second step: the same judge as at the door, since what the door could not know may be known by
 * now.
 */
final class EvaluatePolicy {
  private final PolicyEvaluator evaluator = new PolicyEvaluator();

  /** What may be provisioned, and what is forbidden about the client as it stands. */
  record Evaluation(
      Narrowed narrowed, List<Violation> violations, Finding finding, Finding consistency) {
    boolean allowed() {
      return violations.isEmpty();
    }
  }

  Evaluation of(AuthClient client, ResolveGovernance.Governance governance) {
    ClientMetadata metadata = AuthClients.metadata(client);
    Decision decision =
        evaluator.evaluate(metadata, governance.policies()).and(governance.refusals());
    return new Evaluation(
        Narrowed.of(metadata, decision.violations()),
        decision.violations(),
        finding(decision),
        consistency(governance.policies().enforced().conflicts()));
  }

  private static Finding consistency(List<Conflict> conflicts) {
    if (conflicts.isEmpty()) {
      return Finding.holds(
          ConditionType.CONSISTENT,
          Reason.POLICIES_AGREE,
          "the governing policies do not contradict each other");
    }
    String what = conflicts.stream().map(Conflict::toString).collect(Collectors.joining("; "));
    return Finding.fails(
        ConditionType.CONSISTENT,
        Reason.POLICIES_CONFLICT,
        "the governing policies impose " + what + ": their owners must settle it");
  }

  private static Finding finding(Decision decision) {
    if (decision.allowed()) {
      return Finding.holds(
          ConditionType.ACCEPTED, Reason.COMPLIANT, "the governing policies allow it");
    }
    String what =
        decision.violations().stream().map(Violation::toString).collect(Collectors.joining("; "));
    return Finding.fails(ConditionType.ACCEPTED, Reason.POLICY_VIOLATION, what);
  }
}
