package io.nauthera.webhook.cli.manifests;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was read, in the order of the files and of their documents; {@code skipped} counts, by kind,
 * what is not Nauthera's business.
 */
public record Manifests(
    List<Document> documents, List<ReadError> errors, SortedMap<String, Integer> skipped) {
  public Manifests {
    documents = List.copyOf(documents);
    errors = List.copyOf(errors);
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  static Manifests of(ReadError error) {
    return new Manifests(List.of(), List.of(error), new TreeMap<>());
  }

  /** Both, these first. */
  public Manifests and(Manifests others) {
    var together = new ManifestCollector();
    together.add(this);
    together.add(others);
    return together.reading();
  }
}
