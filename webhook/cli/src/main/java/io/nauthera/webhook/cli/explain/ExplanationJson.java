package io.nauthera.webhook.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.governance.UnmetRequirement;
import io.nauthera.webhook.cli.report.Violations;
import java.util.List;

/** The explanation for programs: the same as the text. Lists are present also where empty. */
final class ExplanationJson {
  private ExplanationJson() {}

  static ObjectNode of(Explanation explanation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("client", explanation.client.toString());
    server(explanation.server, json.putObject("server"));
    governing(explanation.governing, json.putArray("governedBy"));
    others(explanation.others, json.putArray("notGovernedBy"));
    rows(explanation.allowed, json.putArray("allowed"));
    rows(explanation.effective, json.putArray("effective"));
    rows(explanation.own, json.putArray("own"));
    ArrayNode conflicts = json.putArray("conflicts");
    explanation.conflicts.forEach(conflict -> conflicts.add(conflict.toString()));
    ObjectNode decided = json.putObject("decision");
    decided.put("allowed", explanation.isAllowed()).put("verdict", explanation.verdict());
    decided.set("violations", Violations.json(explanation.evaluation.violations()));
    decided.set("warnings", Violations.json(explanation.evaluation.warnings()));
    decided.set("audited", Violations.json(explanation.audited()));
    return json;
  }

  private static void server(ServerReport server, ObjectNode json) {
    json.put("name", server.name());
    json.put("exists", server.consent() != ServerReport.Consent.SERVER_MISSING);
    switch (server.consent()) {
      case ADMITTED -> json.put("admits", true);
      case REFUSED -> json.put("admits", false);
      case SERVER_MISSING, NAMESPACE_UNKNOWN -> json.putNull("admits");
    }
    json.put("message", server.sentence());
  }

  private static void governing(List<Contribution> governing, ArrayNode json) {
    for (Contribution policy : governing) {
      ObjectNode sets =
          json.addObject()
              .put("policy", policy.policy())
              .put("enforcement", policy.enforcement())
              .putObject("sets");
      policy.sets().forEach(sets::put);
    }
  }

  private static void others(List<NonGoverningPolicy> others, ArrayNode json) {
    for (NonGoverningPolicy policy : others) {
      ArrayNode reasons = json.addObject().put("policy", policy.policy()).putArray("reasons");
      policy.reasons().forEach(reason -> describe(reason, reasons.addObject()));
    }
  }

  private static void describe(Reason reason, ObjectNode json) {
    UnmetRequirement mismatch = reason.mismatch();
    if (mismatch != null) {
      json.put("selector", Reason.field(mismatch.by()));
      json.put("requirement", mismatch.requirement().toString());
      json.put("label", mismatch.requirement().key());
      json.put("actual", mismatch.actual().orElse(null));
    }
    json.put("message", reason.sentence());
  }

  private static void rows(List<SettingRow> rows, ArrayNode json) {
    for (SettingRow row : rows) {
      ArrayNode from =
          json.addObject().put("field", row.field()).put("value", row.value()).putArray("from");
      row.from().forEach(from::add);
    }
  }
}
