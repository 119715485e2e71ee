package io.nauthera.webhook.cli.judging;

import io.nauthera.webhook.cli.reading.Fault;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

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

  /** The same with what came up before. */
  public Validation with(List<Fault> moreFaults, List<String> moreNotes) {
    return new Validation(
        results,
        Stream.concat(moreFaults.stream(), faults.stream()).toList(),
        Stream.concat(moreNotes.stream(), notes.stream()).toList(),
        skipped);
  }

  /** The same where warnings are violations. */
  public Validation strictly() {
    return new Validation(results.stream().map(Result::strictly).toList(), faults, notes, skipped);
  }

  public boolean isAllAllowed() {
    return results.stream().allMatch(Result::allowed);
  }
}
