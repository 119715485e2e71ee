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

  static Reading of(Fault fault) {
    return new Reading(List.of(), List.of(fault), new TreeMap<>());
  }

  /** Both, these first. */
  public Reading and(Reading others) {
    var together = new Manifests();
    together.add(this);
    together.add(others);
    return together.reading();
  }
}
