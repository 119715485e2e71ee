package io.nauthera.webhook.cli.explain;

import java.util.List;
import java.util.Set;

/** One field, its value as text, and where it comes from: policies, client, baseline or server. */
record SettingRow(String field, String value, List<String> from) {
  static final List<String> CLIENT = List.of("client");
  static final List<String> BASELINE = List.of("baseline");

  /** Origins of values that neither a policy nor the client sets. */
  private static final Set<String> DEFAULTS = Set.of("baseline", "server");

  SettingRow {
    from = List.copyOf(from);
  }

  /** Whether a policy or the client sets it. */
  boolean isSet() {
    return !DEFAULTS.containsAll(from);
  }
}
