package io.nauthera.webhook.cli.impact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.webhook.admission.ClientChange;
import io.nauthera.webhook.admission.SettingChange;
import io.nauthera.webhook.admission.SettingValue;
import io.nauthera.webhook.admission.Standing;
import io.nauthera.webhook.cli.report.Violations;
import java.util.List;
import java.util.Locale;

/**
 * For programs: {@code differences}, and of each client of which anything becomes how it stood and
 * will stand. Lists are there also where they are empty.
 */
final class ImpactJson {
  private ImpactJson() {}

  static ObjectNode of(Impact impact) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("newlyViolating", impact.isAnyoneNewlyViolating());
    ArrayNode differences = json.putArray("differences");
    for (Difference difference : impact.differences()) {
      differences
          .addObject()
          .put("kind", difference.kind())
          .put("name", difference.name())
          .put("difference", difference.sort().toString());
    }
    json.put("judged", impact.clients().size() - impact.undecided().size());
    ArrayNode undecided = json.putArray("notJudged");
    impact.undecided().forEach(client -> undecided.add(client.client().toString()));
    ArrayNode clients = json.putArray("clients");
    impact.changed().forEach(client -> describe(client, clients.addObject()));
    return json;
  }

  private static void describe(ClientChange client, ObjectNode json) {
    json.put("name", client.client().toString());
    ArrayNode turns = json.putArray("turns");
    client.turns().forEach(turn -> turns.add(word(turn)));
    describe(client.was(), json.putObject("before"));
    describe(client.will(), json.putObject("after"));
    json.set("newViolations", Violations.json(client.newViolations()));
    json.set("goneViolations", Violations.json(client.goneViolations()));
    json.set("newWarnings", Violations.json(client.newWarnings()));
    json.set("goneWarnings", Violations.json(client.goneWarnings()));
    settings(client.settings(), json.putArray("settings"));
  }

  private static void describe(Standing standing, ObjectNode json) {
    json.put("standing", word(standing.footing()));
    json.put("allowed", standing.decision().allowed());
    ArrayNode policies = json.putArray("policies");
    standing.governing().forEach(policy -> policies.add(policy.toString()));
  }

  private static void settings(List<SettingChange> changes, ArrayNode json) {
    for (SettingChange change : changes) {
      ObjectNode setting = json.addObject().put("setting", change.setting().field());
      describe(change.was(), setting.putObject("before"));
      describe(change.will(), setting.putObject("after"));
    }
  }

  private static void describe(SettingValue value, ObjectNode json) {
    json.put("value", value.value());
    ArrayNode from = json.putArray("from");
    value.from().forEach(from::add);
  }

  /** {@code SERVER_VANISHES} is serverVanishes. */
  private static String word(Enum<?> constant) {
    var word = new StringBuilder();
    for (String part : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      word.append(
          word.isEmpty()
              ? part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return word.toString();
  }
}
