package io.nauthera.webhook.cli.reading;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was read, in the order of the files and of their documents; {@code skipped} counts, by kind,
 * what is not Nauthera's business.
 */
public record Reading(
    List<Document> documents, List<Fault> faults, SortedMap<String, Integer> skipped) {
  public Reading {
    documents = List.copyOf(documents);
    faults = List.copyOf(faults);
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  /** Both, these first. */
  public Reading and(Reading others) {
    SortedMap<String, Integer> together = new TreeMap<>(skipped);
    others.skipped.forEach((kind, count) -> together.merge(kind, count, Integer::sum));
    return new Reading(
        Stream.concat(documents.stream(), others.documents.stream()).toList(),
        Stream.concat(faults.stream(), others.faults.stream()).toList(),
        together);
  }
}
