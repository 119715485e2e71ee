package io.nauthera.webhook.cli.reading;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
}
