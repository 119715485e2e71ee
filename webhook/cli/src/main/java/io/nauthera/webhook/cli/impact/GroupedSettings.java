package io.nauthera.webhook.cli.impact;

import io.nauthera.api.impact.ClientChange;
import io.nauthera.api.impact.SettingChange;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One change of a setting, and every client that it applies to. */
record GroupedSettings(
    Setting setting, String before, String after, List<String> from, List<ClientName> clients) {
  private static final Comparator<SettingChange> ORDER =
      Comparator.comparing(SettingChange::setting)
          .thenComparing(change -> change.before().value())
          .thenComparing(change -> change.after().value())
          .thenComparing(change -> String.join(",", change.after().from()));

  static List<GroupedSettings> of(List<ClientChange> clients) {
    SortedMap<SettingChange, List<ClientName>> groups = new TreeMap<>(ORDER);
    for (ClientChange client : clients) {
      for (SettingChange change : client.settings()) {
        groups.computeIfAbsent(change, one -> new ArrayList<>()).add(client.client());
      }
    }
    return groups.entrySet().stream().map(GroupedSettings::group).toList();
  }

  private static GroupedSettings group(Map.Entry<SettingChange, List<ClientName>> group) {
    SettingChange change = group.getKey();
    return new GroupedSettings(
        change.setting(),
        change.before().value(),
        change.after().value(),
        change.after().from(),
        List.copyOf(group.getValue()));
  }
}
