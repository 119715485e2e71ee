package io.nauthera.api.policy;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The turns of phrase that messages share. */
final class Messages {
  private static final int MAX_VALUE = 100;
  private static final int MAX_LIST = 20;

  private Messages() {}

  /** The value in quotes, on one line, whatever it holds. */
  static String quoted(String value) {
    var quoted = new StringBuilder("\"");
    int shown = Math.min(value.length(), MAX_VALUE);
    for (int i = 0; i < shown; i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(shown < value.length() ? "…\"" : "\"").toString();
  }

  /** Who forbids, after "not allowed by": these policies, or the baseline. */
  static String by(List<PolicyName> policies) {
    if (policies.isEmpty()) {
      return "default";
    }
    return (policies.size() == 1 ? "AuthPolicy " : "AuthPolicies ")
        + policies.stream().map(PolicyName::toString).collect(Collectors.joining(", "));
  }

  static String list(Collection<?> values) {
    if (values.isEmpty()) {
      return "nothing";
    }
    String shown =
        values.stream().limit(MAX_LIST).map(Object::toString).collect(Collectors.joining(", "));
    return values.size() <= MAX_LIST
        ? shown
        : shown + " and " + (values.size() - MAX_LIST) + " more";
  }
}
