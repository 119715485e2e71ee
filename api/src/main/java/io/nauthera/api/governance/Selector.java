package io.nauthera.api.governance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects by labels as a label selector of Kubernetes does: all requirements must hold; a selector
 * without requirements selects everything.
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

  /** Every requirement that the labels do not meet, in the order of the selector. */
  public List<Requirement> unmet(Map<String, String> labels) {
    return requirements.stream().filter(requirement -> !requirement.holds(labels)).toList();
  }

  /** A requirement for one of several labels, where the selector has one. */
  Optional<In> required() {
    return requirements.stream()
        .flatMap(requirement -> requirement instanceof In in ? Stream.of(in) : Stream.empty())
        .findFirst();
  }

  /** One requirement on one label; printed as in a selector of kubectl. */
  public sealed interface Requirement {
    String key();

    boolean holds(Map<String, String> labels);
  }

  private static String listed(Set<String> values) {
    return values.stream().sorted().collect(Collectors.joining(", ", "(", ")"));
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

    @Override
    public String toString() {
      return values.size() == 1
          ? key + "=" + values.iterator().next()
          : key + " in " + listed(values);
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

    @Override
    public String toString() {
      return values.size() == 1
          ? key + "!=" + values.iterator().next()
          : key + " notin " + listed(values);
    }
  }

  /** The label is there. */
  public record Exists(String key) implements Requirement {
    @Override
    public boolean holds(Map<String, String> labels) {
      return labels.containsKey(key);
    }

    @Override
    public String toString() {
      return key + " exists";
    }
  }

  /** The label is absent. */
  public record DoesNotExist(String key) implements Requirement {
    @Override
    public boolean holds(Map<String, String> labels) {
      return !labels.containsKey(key);
    }

    @Override
    public String toString() {
      return key + " does not exist";
    }
  }
}
