package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of a CRD's x-kubernetes-validations, compiled when it is first evaluated. */
final class CelRule {
  private final String rule;
  private final String message;

  /** Without its first dot; empty for the value itself. */
  private final String fieldPath;

  /** A rule about a change does not apply to a new value. */
  private final boolean isTransition;

  private volatile @Nullable Program program;

  private CelRule(String rule, String message, String fieldPath) {
    this.rule = rule;
    this.message = message;
    this.fieldPath = fieldPath;
    this.isTransition = rule.contains("oldSelf");
  }

  static CelRule read(JsonNode rule) {
    String fieldPath = rule.path("fieldPath").asText();
    return new CelRule(
        rule.path("rule").asText().strip(),
        rule.path("message").asText().strip(),
        fieldPath.startsWith(".") ? fieldPath.substring(1) : fieldPath);
  }

  String message() {
    return message;
  }

  ValuePath place(ValuePath self) {
    return fieldPath.isEmpty() ? self : self.child(fieldPath);
  }

  /** The value has passed the schema; {@code oldSelf} is null for a new one. */
  boolean permits(JsonNode self, @Nullable JsonNode oldSelf) {
    if (isTransition && oldSelf == null) {
      return true;
    }
    try {
      return Boolean.TRUE.equals(program().eval(variables(self, oldSelf)));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a CEL rule of a CRD cannot be evaluated: " + rule, e);
    }
  }

  private Map<String, Object> variables(JsonNode self, @Nullable JsonNode oldSelf) {
    return isTransition && oldSelf != null
        ? Map.of("self", CelValues.of(self), "oldSelf", CelValues.of(oldSelf))
        : Map.of("self", CelValues.of(self));
  }

  private Program program() {
    Program known = program;
    if (known == null) {
      known = CelPrograms.compile(rule);
      program = known;
    }
    return known;
  }
}
