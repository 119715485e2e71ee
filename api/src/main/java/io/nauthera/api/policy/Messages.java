package io.nauthera.api.policy;

import io.nauthera.api.text.Names;
import io.nauthera.api.text.Quoted;
import java.util.Collection;
import java.util.List;

/** Phrases that the messages of several rules share. */
final class Messages {
  private static final int MAX_POLICIES = 10;
  private static final int MAX_LIST = 20;
  private static final int MAX_LIST_LENGTH = 1000;

  private Messages() {}

  /** Who forbids, after "not allowed by": these policies, or the baseline. */
  static String by(List<PolicyName> policies) {
    if (policies.isEmpty()) {
      return "the built-in baseline";
    }
    return (policies.size() == 1 ? "AuthPolicy " : "AuthPolicies ")
        + Names.first(MAX_POLICIES, policies);
  }

  /** Without quotes, where nothing in the value is cut or escaped. */
  private static String plain(String value) {
    String quoted = Quoted.of(value);
    return quoted.equals("\"" + value + "\"") ? value : quoted;
  }

  /** What is allowed, after "allowed:". */
  static String list(Collection<?> values) {
    if (values.isEmpty()) {
      return "nothing";
    }
    List<String> all = values.stream().map(Object::toString).map(Messages::plain).toList();
    int shown = 0;
    int length = 0;
    for (String value : all) {
      length += value.length() + 2;
      if (shown == MAX_LIST || (shown > 0 && length > MAX_LIST_LENGTH)) {
        break;
      }
      shown++;
    }
    return Names.first(shown, all);
  }
}
