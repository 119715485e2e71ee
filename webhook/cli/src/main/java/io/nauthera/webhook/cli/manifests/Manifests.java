package io.nauthera.webhook.cli.manifests;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The manifests that were read, in the order of the files and of their documents; {@code skipped}
 * counts, by kind, what Nauthera has no use for.
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

  static Manifests joined(List<Manifests> all) {
    SortedMap<String, Integer> skipped = new TreeMap<>();
    all.forEach(one -> one.skipped.forEach((kind, n) -> skipped.merge(kind, n, Integer::sum)));
    return new Manifests(
        all.stream().flatMap(one -> one.documents.stream()).toList(),
        all.stream().flatMap(one -> one.errors.stream()).toList(),
        skipped);
  }

  /** Both, these first. */
  public Manifests and(Manifests others) {
    return joined(List.of(this, others));
  }
}
