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

/** A policy or server that differs between two sets of manifests. */
public record ManifestDiff(String kind, String name, Sort sort) {

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

  /** Sorted by name; manifests that are equal are left out. */
  static <T> List<ManifestDiff> between(
      String kind, Function<T, Object> name, Collection<T> before, Collection<T> after) {
    Map<String, T> old = byName(name, before);
    Map<String, T> current = byName(name, after);
    var names = new TreeSet<>(old.keySet());
    names.addAll(current.keySet());
    List<ManifestDiff> diffs = new ArrayList<>();
    for (String each : names) {
      if (!old.containsKey(each)) {
        diffs.add(new ManifestDiff(kind, each, Sort.ADDED));
      } else if (!current.containsKey(each)) {
        diffs.add(new ManifestDiff(kind, each, Sort.REMOVED));
      } else if (!Objects.equals(old.get(each), current.get(each))) {
        diffs.add(new ManifestDiff(kind, each, Sort.CHANGED));
      }
    }
    return diffs;
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
