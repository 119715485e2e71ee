package io.nauthera.webhook.cli.judging;

import io.nauthera.webhook.cli.reading.Fault;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All answers in the order in which the manifests were read; {@code faults} are what kept some from
 * being judged, {@code notes} what was assumed, {@code skipped} counts by kind.
 */
public record Validation(
    List<Result> results,
    List<Fault> faults,
    List<String> notes,
    SortedMap<String, Integer> skipped) {
  public Validation {
    results = List.copyOf(results);
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  public boolean isAllAllowed() {
    return results.stream().allMatch(Result::allowed);
  }
}
