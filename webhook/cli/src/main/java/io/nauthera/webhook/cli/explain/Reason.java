package io.nauthera.webhook.cli.explain;

import io.nauthera.api.governance.UnmetRequirement;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a policy does not govern; {@code mismatch} is null if no selector is the reason. */
record Reason(String sentence, @Nullable UnmetRequirement mismatch) {
  static Reason of(UnmetRequirement mismatch, String server, String namespace) {
    String whose =
        switch (mismatch.by()) {
          case POLICY_SELECTOR -> "the policy";
          case CLIENT_SELECTOR -> "the client";
          case NAMESPACE_SELECTOR -> "namespace " + namespace;
        };
    String selector =
        field(mismatch.by())
            + (mismatch.by() == UnmetRequirement.By.POLICY_SELECTOR
                ? " of AuthServer " + server
                : "");
    return new Reason(
        "%s requires %s, but %s".formatted(selector, mismatch.requirement(), has(whose, mismatch)),
        mismatch);
  }

  static String field(UnmetRequirement.By by) {
    return switch (by) {
      case POLICY_SELECTOR -> "policySelector";
      case CLIENT_SELECTOR -> "clientSelector";
      case NAMESPACE_SELECTOR -> "namespaceSelector";
    };
  }

  private static String has(String whose, UnmetRequirement mismatch) {
    String key = mismatch.requirement().key();
    return mismatch
        .actual()
        .map(value -> "%s has %s=%s".formatted(whose, key, value))
        .orElseGet(
            () -> "%s has no label %s (%s)".formatted(whose, key, labels(mismatch.labels())));
  }

  private static String labels(Map<String, String> labels) {
    return labels.isEmpty()
        ? "it has none"
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(", ", "it has ", ""));
  }
}
