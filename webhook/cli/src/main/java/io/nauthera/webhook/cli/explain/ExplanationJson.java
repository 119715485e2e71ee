package io.nauthera.webhook.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.governance.UnmetRequirement;
import io.nauthera.webhook.cli.report.Violations;
import java.util.List;

/** For programs: the same as the text. Lists are there also where they are empty. */
final class ExplanationJson {
  private ExplanationJson() {}

  static ObjectNode of(Explanation explanation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("client", explanation.client.toString());
    server(explanation.server, json.putObject("server"));
    governing(explanation.governing, json.putArray("governedBy"));
    others(explanation.others, json.putArray("notGovernedBy"));
    lines(explanation.allowed, json.putArray("allowed"));
    lines(explanation.effective, json.putArray("effective"));
    lines(explanation.own, json.putArray("own"));
    ArrayNode conflicts = json.putArray("conflicts");
    explanation.conflicts.forEach(conflict -> conflicts.add(conflict.toString()));
    var decision = explanation.standing.decision();
    ObjectNode decided = json.putObject("decision");
    decided.put("allowed", explanation.isAllowed()).put("verdict", explanation.verdict());
    decided.set("violations", Violations.json(decision.violations()));
    decided.set("warnings", Violations.json(explanation.standing.warnings()));
    decided.set("audited", Violations.json(decision.audited()));
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
      ObjectNode says =
          json.addObject()
              .put("policy", policy.policy())
              .put("enforcement", policy.enforcement())
              .putObject("says");
      policy.says().forEach(says::put);
    }
  }

  private static void others(List<Bystander> others, ArrayNode json) {
    for (Bystander policy : others) {
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

  private static void lines(List<Line> lines, ArrayNode json) {
    for (Line line : lines) {
      ArrayNode from =
          json.addObject().put("field", line.field()).put("value", line.value()).putArray("from");
      line.from().forEach(from::add);
    }
  }
}
