package io.nauthera.api.governance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Selects by labels as Kubernetes' label selectors do: all requirements must hold; none selects
 * everything.
 */
public record Selector(List<Requirement> requirements) {
  public static final Selector EVERYTHING = new Selector(List.of());

  public Selector {
    requirements = List.copyOf(requirements);
  }

  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.holds(labels)) {
        return false;
      }
    }
    return true;
  }

  /** A requirement that only those meet who have one of these labels, where there is one. */
  Optional<In> required() {
    return requirements.stream()
        .flatMap(requirement -> requirement instanceof In in ? Stream.of(in) : Stream.empty())
        .findFirst();
  }

  /** One requirement on one label. */
  public sealed interface Requirement {
    boolean holds(Map<String, String> labels);
  }

  /** The label is there with one of the values. */
  public record In(String key, Set<String> values) implements Requirement {
    public In {
      values = Set.copyOf(values);
    }

    @Override
    public boolean holds(Map<String, String> labels) {
      String value = labels.get(key);
      return value != null && values.contains(value);
    }
  }

  /** The label is absent or has none of the values. */
  public record NotIn(String key, Set<String> values) implements Requirement {
    public NotIn {
      values = Set.copyOf(values);
    }

    @Override
    public boolean holds(Map<String, String> labels) {
      String value = labels.get(key);
      return value == null || !values.contains(value);
    }
  }

  /** The label is there. */
  public record Exists(String key) implements Requirement {
    @Override
    public boolean holds(Map<String, String> labels) {
      return labels.containsKey(key);
    }
  }

  /** The label is absent. */
  public record DoesNotExist(String key) implements Requirement {
    @Override
    public boolean holds(Map<String, String> labels) {
      return !labels.containsKey(key);
    }
  }
}
