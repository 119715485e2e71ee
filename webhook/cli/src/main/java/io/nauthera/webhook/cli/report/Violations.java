package io.nauthera.webhook.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.policy.Violation;
import java.util.List;

/** Violations as JSON, with the keys of {@code status.violations}. */
public final class Violations {
  private Violations() {}

  public static ArrayNode json(List<Violation> violations) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Violation violation : violations) {
      ObjectNode one =
          json.addObject()
              .put("field", violation.field().toString())
              .put("rule", violation.rule().toString())
              .put("value", violation.value())
              .put("message", violation.message());
      ArrayNode policies = one.putArray("policies");
      violation.policies().forEach(policy -> policies.add(policy.toString()));
    }
    return json;
  }
}
