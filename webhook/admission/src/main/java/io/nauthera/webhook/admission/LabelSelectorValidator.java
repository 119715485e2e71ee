package io.nauthera.webhook.admission;

import io.nauthera.api.v1alpha1.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the schema cannot tell about a label selector: its keys, and values that fit the operator.
 */
final class LabelSelectorValidator {
  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
  private static final Pattern LABEL_KEY =
      Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?" + NAME);
  private static final Pattern LABEL_VALUE = Pattern.compile("(" + NAME + ")?");

  private LabelSelectorValidator() {}

  /** A label value (Kubernetes, "Labels and Selectors"). */
  static boolean isLabelValue(String value) {
    return LABEL_VALUE.matcher(value).matches();
  }

  static List<Verdict.Cause> check(String field, @Nullable LabelSelector selector) {
    List<Verdict.Cause> causes = new ArrayList<>();
    if (selector != null) {
      checkExpressions(field, selector.matchExpressions(), causes);
      checkLabels(field, selector.matchLabels(), causes);
    }
    return causes;
  }

  private static void checkExpressions(
      String field,
      @Nullable List<LabelSelector.Requirement> expressions,
      List<Verdict.Cause> causes) {
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
            Verdict.Cause.invalid(
                at + ".values",
                needsValues
                    ? "operator %s needs at least one value".formatted(requirement.operator())
                    : "operator %s takes no values: leave them out"
                        .formatted(requirement.operator())));
      }
      for (int v = 0; v < values.size(); v++) {
        checkLabelValue(at + ".values[" + v + "]", values.get(v), causes);
      }
    }
  }

  private static void checkLabels(
      String field, @Nullable Map<String, String> labels, List<Verdict.Cause> causes) {
    new TreeMap<>(labels == null ? Map.of() : labels)
        .forEach((key, value) -> {
          checkLabelKey(field + ".matchLabels", key, causes);
          checkLabelValue(field + ".matchLabels[" + key + "]", value, causes);
        });
  }

  private static void checkLabelKey(String field, String key, List<Verdict.Cause> causes) {
    if (!LABEL_KEY.matcher(key).matches()) {
      causes.add(
          Verdict.Cause.invalid(
              field,
              "\"%s\" is no label key, e.g. environment or example.com/environment"
                  .formatted(key)));
    }
  }

  private static void checkLabelValue(String field, String value, List<Verdict.Cause> causes) {
    if (!isLabelValue(value)) {
      causes.add(
          Verdict.Cause.invalid(
              field,
              "\"%s\" is no label value: at most 63 letters, digits, -, _ and . that begin and end with a letter or digit"
                  .formatted(value)));
    }
  }
}
