package io.nauthera.webhook.cli.impact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A manifest that decides about clients and is not on both sides the same. */
public record Difference(String kind, String name, Sort sort) {

  /** How it differs. */
  public enum Sort {
    ADDED,
    CHANGED,
    REMOVED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Sorted by name; what is equal has no difference. */
  static <T> List<Difference> between(
      String kind, Function<T, Object> name, Collection<T> before, Collection<T> after) {
    Map<String, T> was = byName(name, before);
    Map<String, T> will = byName(name, after);
    var names = new TreeSet<>(was.keySet());
    names.addAll(will.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String each : names) {
      if (!was.containsKey(each)) {
        differences.add(new Difference(kind, each, Sort.ADDED));
      } else if (!will.containsKey(each)) {
        differences.add(new Difference(kind, each, Sort.REMOVED));
      } else if (!Objects.equals(was.get(each), will.get(each))) {
        differences.add(new Difference(kind, each, Sort.CHANGED));
      }
    }
    return differences;
  }

  private static <T> Map<String, T> byName(Function<T, Object> name, Collection<T> all) {
    return all.stream()
        .collect(
            Collectors.toMap(
                one -> name.apply(one).toString(),
                Function.identity(),
                (first, second) -> first,
                TreeMap::new));
  }
}
