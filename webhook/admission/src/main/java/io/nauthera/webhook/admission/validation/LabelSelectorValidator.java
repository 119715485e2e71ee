package io.nauthera.webhook.admission.validation;

import io.nauthera.api.mapping.Labels;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Validates a label selector: its keys, and values that fit the operator. */
final class LabelSelectorValidator {
  private LabelSelectorValidator() {}

  static List<FieldMessage> check(String field, @Nullable LabelSelector selector) {
    List<FieldMessage> causes = new ArrayList<>();
    if (selector != null) {
      checkExpressions(field, selector.matchExpressions(), causes);
      checkLabels(field, selector.matchLabels(), causes);
    }
    return causes;
  }

  private static void checkExpressions(
      String field,
      @Nullable List<LabelSelector.Requirement> expressions,
      List<FieldMessage> causes) {
    for (int i = 0; expressions != null && i < expressions.size(); i++) {
      LabelSelector.Requirement requirement = expressions.get(i);
      String at = field + ".matchExpressions[" + i + "]";
      checkLabelKey(at + ".key", requirement.key(), causes);
      List<String> values = requirement.values() == null ? List.of() : requirement.values();
      boolean needsValues =
          switch (requirement.operator()) {
            case In, NotIn -> true;
            case Exists, DoesNotExist -> false;
          };
      if (needsValues == values.isEmpty()) {
        causes.add(
            new FieldMessage(
                at + ".values",
                needsValues
                    ? "operator %s needs at least one value".formatted(requirement.operator())
                    : "operator %s takes no values: remove them"
                        .formatted(requirement.operator())));
      }
      for (int v = 0; v < values.size(); v++) {
        checkLabelValue(at + ".values[" + v + "]", values.get(v), causes);
      }
    }
  }

  private static void checkLabels(
      String field, @Nullable Map<String, String> labels, List<FieldMessage> causes) {
    new TreeMap<>(labels == null ? Map.of() : labels)
        .forEach((key, value) -> checkLabel(field + ".matchLabels", key, value, causes));
  }

  /** Checks a label of the map {@code field}. */
  static void checkLabel(String field, String key, String value, List<FieldMessage> causes) {
    checkLabelKey(field, key, causes);
    String shown = Labels.isKey(key) ? key : Quoted.of(key);
    checkLabelValue(field + "[" + shown + "]", value, causes);
  }

  private static void checkLabelKey(String field, String key, List<FieldMessage> causes) {
    if (!Labels.isKey(key)) {
      causes.add(
          new FieldMessage(
              field,
              Quoted.of(key)
                  + " is not a valid label key: use a key such as environment or example.com/environment"));
    }
  }

  private static void checkLabelValue(String field, String value, List<FieldMessage> causes) {
    if (!Labels.isValue(value)) {
      causes.add(
          new FieldMessage(
              field,
              Quoted.of(value)
                  + " is not a valid label value: use at most 63 letters, digits, -, _ and ., with a letter or digit at both ends"));
    }
  }
}
