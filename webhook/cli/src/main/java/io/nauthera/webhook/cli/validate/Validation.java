package io.nauthera.webhook.cli.validate;

import io.nauthera.webhook.cli.manifests.ReadError;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All results, in the order in which the manifests were read. {@code errors} say what could not be
 * validated, {@code notes} what was assumed; {@code skipped} counts other kinds.
 */
public record Validation(
    List<Result> results,
    List<ReadError> errors,
    List<String> notes,
    SortedMap<String, Integer> skipped) {
  public Validation {
    results = List.copyOf(results);
    errors = List.copyOf(errors);
    notes = List.copyOf(notes);
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  /** The same, after these errors and notes. */
  public Validation with(List<ReadError> moreErrors, List<String> moreNotes) {
    return new Validation(
        results,
        Stream.concat(moreErrors.stream(), errors.stream()).toList(),
        Stream.concat(moreNotes.stream(), notes.stream()).toList(),
        skipped);
  }

  /** The same with warnings as violations. */
  public Validation strictly() {
    return new Validation(results.stream().map(Result::strictly).toList(), errors, notes, skipped);
  }

  public boolean isAllAllowed() {
    return results.stream().allMatch(Result::allowed);
  }
}
