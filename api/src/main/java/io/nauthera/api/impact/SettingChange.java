package io.nauthera.api.impact;

import io.nauthera.api.policy.Setting;
import io.nauthera.api.policy.SettingValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A setting whose value changes. */
public record SettingChange(Setting setting, SettingValue before, SettingValue after) {
  /** Both maps have the same settings. */
  static List<SettingChange> between(
      Map<Setting, SettingValue> before, Map<Setting, SettingValue> after) {
    List<SettingChange> changes = new ArrayList<>();
    before.forEach((setting, old) -> {
      SettingValue current = Objects.requireNonNull(after.get(setting));
      if (!old.value().equals(current.value())) {
        changes.add(new SettingChange(setting, old, current));
      }
    });
    return changes;
  }
}
