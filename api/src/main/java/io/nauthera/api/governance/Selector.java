package io.nauthera.api.governance;

import java.util.List;
import java.util.Map;
import java.util.Set;

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
    return requirements.stream().allMatch(requirement -> requirement.holds(labels));
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
