package io.nauthera.webhook.cli.impact;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.webhook.admission.ClientChange;
import io.nauthera.webhook.admission.Setting;
import io.nauthera.webhook.admission.SettingChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One change of a setting, and every client whose setting changes so. */
record GroupedSettings(
    Setting setting, String was, String will, List<String> from, List<ClientName> clients) {
  private static final Comparator<SettingChange> ORDER =
      Comparator.comparing(SettingChange::setting)
          .thenComparing(change -> change.was().value())
          .thenComparing(change -> change.will().value())
          .thenComparing(change -> String.join(",", change.will().from()));

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
        change.was().value(),
        change.will().value(),
        change.will().from(),
        List.copyOf(group.getValue()));
  }
}
