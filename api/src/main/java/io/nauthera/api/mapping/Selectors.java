package io.nauthera.api.mapping;

import io.nauthera.api.governance.Selector;
import io.nauthera.api.v1alpha1.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps label selectors. */
final class Selectors {
  private Selectors() {}

  static Selector of(@Nullable LabelSelector selector) {
    if (selector == null) {
      return Selector.EVERYTHING;
    }
    List<Selector.Requirement> requirements = new ArrayList<>();
    Map<String, String> labels = selector.matchLabels();
    if (labels != null) {
      labels.forEach((key, value) -> requirements.add(new Selector.In(key, Set.of(value))));
    }
    List<LabelSelector.Requirement> expressions = selector.matchExpressions();
    if (expressions != null) {
      expressions.forEach(expression -> requirements.add(of(expression)));
    }
    return new Selector(requirements);
  }

  private static Selector.Requirement of(LabelSelector.Requirement expression) {
    List<String> given = expression.values();
    Set<String> values = given == null ? Set.of() : Set.copyOf(given);
    return switch (expression.operator()) {
      case In -> new Selector.In(expression.key(), values);
      case NotIn -> new Selector.NotIn(expression.key(), values);
      case Exists -> new Selector.Exists(expression.key());
      case DoesNotExist -> new Selector.DoesNotExist(expression.key());
    };
  }
}
