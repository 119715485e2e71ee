package io.nauthera.api.policy;

import io.nauthera.api.text.Names;
import java.util.Collection;
import java.util.List;

/** Phrases that the messages of several rules share. */
final class Messages {
  private static final int MAX_LIST = 20;

  private Messages() {}

  /** Who forbids, after "not allowed by": these policies, or the baseline. */
  static String by(List<PolicyName> policies) {
    if (policies.isEmpty()) {
      return "the built-in baseline";
    }
    return (policies.size() == 1 ? "AuthPolicy " : "AuthPolicies ")
        + Names.first(policies.size(), policies);
  }

  /** What is allowed, after "allowed:". */
  static String list(Collection<?> values) {
    return values.isEmpty() ? "nothing" : Names.first(MAX_LIST, values);
  }
}
