package io.nauthera.webhook.cli.explain;

import io.nauthera.webhook.admission.SettingValue;
import java.util.List;
import java.util.Set;

/** One field, its value as text, and whence: policies, client, baseline or server. */
record Line(String field, String value, List<String> from) {
  private static final Set<String> NOBODY = Set.of(SettingValue.BASELINE, SettingValue.SERVER);

  Line {
    from = List.copyOf(from);
  }

  /** Whether a policy or the client speaks of it. */
  boolean isSpokenOf() {
    return !NOBODY.containsAll(from);
  }
}
