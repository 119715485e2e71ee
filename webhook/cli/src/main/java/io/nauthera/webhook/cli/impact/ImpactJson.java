package io.nauthera.webhook.cli.impact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.impact.ClientChange;
import io.nauthera.api.impact.SettingChange;
import io.nauthera.api.policy.SettingValue;
import io.nauthera.webhook.cli.report.Violations;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The impact for programs: {@code differences}, and each client for which something changes, before
 * and after. Lists are present also where they are empty.
 */
final class ImpactJson {
  private ImpactJson() {}

  static ObjectNode of(Impact impact) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("newlyViolating", impact.hasNewViolations());
    ArrayNode differences = json.putArray("differences");
    for (ManifestDiff difference : impact.diffs()) {
      differences
          .addObject()
          .put("kind", difference.kind())
          .put("name", difference.name())
          .put("difference", difference.sort().toString());
    }
    List<ClientChange> unresolved = impact.unresolved();
    json.put("evaluated", impact.clients().size() - unresolved.size());
    ArrayNode notEvaluated = json.putArray("notEvaluated");
    unresolved.forEach(client -> notEvaluated.add(client.client().toString()));
    ArrayNode clients = json.putArray("clients");
    impact.changed().forEach(client -> describe(client, clients.addObject()));
    return json;
  }

  private static void describe(ClientChange client, ObjectNode json) {
    json.put("name", client.client().toString());
    ArrayNode transitions = json.putArray("transitions");
    client.transitions().forEach(transition -> transitions.add(camelCase(transition)));
    describe(client.before(), json.putObject("before"));
    describe(client.after(), json.putObject("after"));
    json.set("newViolations", Violations.json(client.newViolations()));
    json.set("goneViolations", Violations.json(client.goneViolations()));
    json.set("newWarnings", Violations.json(client.newWarnings()));
    json.set("goneWarnings", Violations.json(client.goneWarnings()));
    settings(client.settings(), json.putArray("settings"));
  }

  private static void describe(@Nullable ClientEvaluation evaluation, ObjectNode json) {
    json.put("state", state(evaluation));
    json.put("allowed", evaluation == null || evaluation.violations().isEmpty());
    ArrayNode policies = json.putArray("policies");
    if (evaluation != null) {
      evaluation.governing().forEach(policy -> policies.add(policy.toString()));
    }
  }

  private static String state(@Nullable ClientEvaluation evaluation) {
    return switch (evaluation) {
      case null -> "absent";
      case ClientEvaluation.ServerMissing missing -> "serverMissing";
      case ClientEvaluation.NamespaceUnknown unknown -> "namespaceUnknown";
      case ClientEvaluation.Ungoverned ungoverned -> "ungoverned";
      case ClientEvaluation.Governed governed -> "governed";
    };
  }

  private static void settings(List<SettingChange> changes, ArrayNode json) {
    for (SettingChange change : changes) {
      ObjectNode setting = json.addObject().put("setting", change.setting().field());
      describe(change.before(), setting.putObject("before"));
      describe(change.after(), setting.putObject("after"));
    }
  }

  private static void describe(SettingValue value, ObjectNode json) {
    json.put("value", value.value());
    ArrayNode from = json.putArray("from");
    value.from().forEach(from::add);
  }

  /** {@code SERVER_REMOVED} is serverRemoved. */
  private static String camelCase(Enum<?> constant) {
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
