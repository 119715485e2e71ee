package io.nauthera.webhook.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of a CRD's x-kubernetes-validations; {@code fieldPath} is without its first dot, and empty
 * where the rule names none. Compiled when it is first asked.
 */
final class CelRule {
  private final String rule;
  private final String message;
  private final String fieldPath;
  private volatile @Nullable Program program;

  private CelRule(String rule, String message, String fieldPath) {
    this.rule = rule;
    this.message = message;
    this.fieldPath = fieldPath;
  }

  static CelRule read(Map<?, ?> rule) {
    String fieldPath = rule.get("fieldPath") instanceof String path ? path : "";
    return new CelRule(
        String.valueOf(rule.get("rule")).strip(),
        String.valueOf(rule.get("message")).strip(),
        fieldPath.startsWith(".") ? fieldPath.substring(1) : fieldPath);
  }

  /** A rule about a change has nothing to say of what is new. */
  boolean isAskedOnCreation() {
    return !rule.contains("oldSelf");
  }

  String message() {
    return message;
  }

  FieldPath place(FieldPath self) {
    return fieldPath.isEmpty() ? self : self.child(fieldPath);
  }

  /** Of a value that has passed the schema. */
  boolean permits(JsonNode self) {
    try {
      return Boolean.TRUE.equals(program().eval(Map.of("self", CelValues.of(self))));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a CRD's rule cannot be evaluated: " + rule, e);
    }
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
