package io.nauthera.controller.authclient;

import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The first violations of a client, as its status lists them. The list is limited because an object
 * must fit into 1.5 MiB (etcd), and its manifest and its conditions need space too.
 */
final class ListedViolations {
  static final int MAX_VIOLATIONS = 100;
  static final int MAX_POLICIES = 20;

  /** Of all together; a character has at most four bytes. */
  static final int MAX_CHARACTERS = 128 << 10;

  private ListedViolations() {}

  static List<AuthClientStatus.Violation> of(List<Violation> found) {
    List<AuthClientStatus.Violation> listed = new ArrayList<>();
    int characters = 0;
    for (Violation violation : found.subList(0, Math.min(found.size(), MAX_VIOLATIONS))) {
      AuthClientStatus.Violation next = of(violation);
      characters += characters(next);
      if (characters > MAX_CHARACTERS) {
        break;
      }
      listed.add(next);
    }
    return listed;
  }

  private static AuthClientStatus.Violation of(Violation violation) {
    List<String> policies =
        violation.policies().stream().limit(MAX_POLICIES).map(PolicyName::toString).toList();
    return new AuthClientStatus.Violation(
        violation.field().toString(),
        violation.rule().toString(),
        violation.message(),
        policies.isEmpty() ? null : policies);
  }

  private static int characters(AuthClientStatus.Violation violation) {
    List<String> policies = violation.policies();
    return violation.field().length()
        + violation.message().length()
        + (policies == null ? 0 : policies.stream().mapToInt(String::length).sum());
  }
}
