package io.nauthera.api.mapping;

import io.nauthera.api.governance.Selector;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps label selectors. What Kubernetes calls an error (apimachinery, LabelSelectorAsSelector) is
 * one here too, an IllegalArgumentException: such a selector would match nothing, and a policy that
 * selects nothing forbids nothing.
 */
final class Selectors {
  private Selectors() {}

  static Selector of(String field, @Nullable LabelSelector selector) {
    if (selector == null) {
      return Selector.EVERYTHING;
    }
    List<Selector.Requirement> requirements = new ArrayList<>();
    Map<String, String> labels = selector.matchLabels();
    if (labels != null) {
      labels.forEach((key, value) ->
          requirements.add(new Selector.In(key(field, key), Set.of(value(field, value)))));
    }
    List<LabelSelector.Requirement> expressions = selector.matchExpressions();
    if (expressions != null) {
      expressions.forEach(expression -> requirements.add(of(field, expression)));
    }
    return new Selector(requirements);
  }

  private static Selector.Requirement of(String field, LabelSelector.Requirement expression) {
    String key = key(field, expression.key());
    return switch (expression.operator()) {
      case In -> new Selector.In(key, some(field, expression));
      case NotIn -> new Selector.NotIn(key, some(field, expression));
      case Exists -> {
        requireNone(field, expression);
        yield new Selector.Exists(key);
      }
      case DoesNotExist -> {
        requireNone(field, expression);
        yield new Selector.DoesNotExist(key);
      }
    };
  }

  private static Set<String> some(String field, LabelSelector.Requirement expression) {
    List<String> values = values(expression);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: operator %s needs at least one value".formatted(field, expression.operator()));
    }
    values.forEach(value -> value(field, value));
    return Set.copyOf(values);
  }

  private static void requireNone(String field, LabelSelector.Requirement expression) {
    if (!values(expression).isEmpty()) {
      throw new IllegalArgumentException(
          "%s: operator %s takes no values".formatted(field, expression.operator()));
    }
  }

  private static List<String> values(LabelSelector.Requirement expression) {
    List<String> given = expression.values();
    return given == null ? List.of() : given;
  }

  private static String key(String field, String key) {
    if (!Labels.isKey(key)) {
      throw new IllegalArgumentException(
          "%s: %s is not a valid label key".formatted(field, Quoted.of(key)));
    }
    return key;
  }

  private static String value(String field, String value) {
    if (!Labels.isValue(value)) {
      throw new IllegalArgumentException(
          "%s: %s is not a valid label value".formatted(field, Quoted.of(value)));
    }
    return value;
  }
}
