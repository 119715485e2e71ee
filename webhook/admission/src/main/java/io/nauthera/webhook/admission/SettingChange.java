package io.nauthera.webhook.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A setting that has another value than it had. */
public record SettingChange(Setting setting, SettingValue was, SettingValue will) {

  /** Both know the same settings. */
  static List<SettingChange> between(
      Map<Setting, SettingValue> was, Map<Setting, SettingValue> will) {
    List<SettingChange> changes = new ArrayList<>();
    was.forEach((setting, before) -> {
      SettingValue after = Objects.requireNonNull(will.get(setting));
      if (!before.value().equals(after.value())) {
        changes.add(new SettingChange(setting, before, after));
      }
    });
    return changes;
  }
}
