package io.nauthera.controller.authclient;

import io.nauthera.api.governance.ClientEvaluation.Governed;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.policy.AllowedLists;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.text.Names;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.status.Finding;
import java.util.List;

/**
 * Second step: decides what may be provisioned. The webhook may have evaluated the client before
 * its policies or its AuthServer existed.
 */
final class EvaluatePolicy {
  private EvaluatePolicy() {}

  /**
   * A client that violates a policy is blocked if it is not registered yet; a registered one goes
   * on without what is forbidden. If the policies impose different authentication methods, it keeps
   * the one that it has.
   */
  static StepResult<RestrictedClient> evaluate(Governed client, boolean registered) {
    List<Violation> violations = client.violations();
    if (violations.isEmpty()) {
      return new StepResult.Done<>(
          client.restricted(),
          Finding.holds(
              ConditionType.ACCEPTED,
              Reason.COMPLIANT,
              "the governing policies allow this client"));
    }
    Finding finding =
        Finding.fails(ConditionType.ACCEPTED, Reason.POLICY_VIOLATION, sentences(violations));
    return registered
        ? new StepResult.Done<>(client.restricted(), finding)
        : new StepResult.Blocked<>(finding, LookAgain.SLOWLY);
  }

  /** A registered client that loses its last policy stays as it is. */
  static StepResult<RestrictedClient> notGoverned(ServerName server) {
    return new StepResult.Blocked<>(
        Finding.fails(
            ConditionType.ACCEPTED,
            Reason.UNGOVERNED,
            "no AuthPolicy in namespace %s governs this client any more: it keeps its last accepted configuration and gets no change"
                .formatted(server.namespace())),
        LookAgain.SLOWLY);
  }

  /** Not a step: a client can be ready although its policies conflict. */
  static Finding consistency(Governed client) {
    List<Conflict> conflicts = client.policies().enforced().conflicts();
    return conflicts.isEmpty()
        ? Finding.holds(
            ConditionType.CONSISTENT,
            Reason.POLICIES_AGREE,
            "the governing policies do not conflict")
        : Finding.fails(
            ConditionType.CONSISTENT,
            Reason.POLICIES_CONFLICT,
            "the governing policies impose %s: the policy owners must resolve the conflict"
                .formatted(Names.fitting(Finding.MAX_LIST, conflicts)));
  }

  /** Each list of what is allowed is shown once, as in the answer at admission. */
  private static String sentences(List<Violation> violations) {
    AllowedLists lists = AllowedLists.ofOneAnswer();
    return Names.fitting(
        Finding.MAX_LIST,
        violations.stream()
            .map(violation -> violation.field() + ": " + violation.messageWith(lists))
            .toList());
  }
}
