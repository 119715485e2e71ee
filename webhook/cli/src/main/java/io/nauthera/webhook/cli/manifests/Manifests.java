package io.nauthera.webhook.cli.manifests;

import io.nauthera.api.text.Names;
import io.nauthera.api.v1alpha1.AuthApi;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The manifests that were read, in the order of the files and of their documents; {@code skipped}
 * counts, by kind, what Nauthera has no use for. {@code unreadable} are files that could not be
 * read and cannot contain a manifest of Nauthera, each once.
 */
public record Manifests(
    List<Document> documents,
    List<ReadError> errors,
    SortedMap<String, Integer> skipped,
    SortedSet<String> unreadable) {
  private static final int NAMED = 3;

  public Manifests {
    documents = List.copyOf(documents);
    errors = List.copyOf(errors);
    unreadable = Collections.unmodifiableSortedSet(new TreeSet<>(unreadable));
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  /** What remains of a file or a document that cannot be read. */
  static Manifests unreadable(ReadError error, boolean matters) {
    return matters
        ? new Manifests(List.of(), List.of(error), new TreeMap<>(), new TreeSet<>())
        : skipped(error.file());
  }

  static Manifests skipped(String file) {
    return new Manifests(List.of(), List.of(), new TreeMap<>(), new TreeSet<>(Set.of(file)));
  }

  static Manifests joined(List<Manifests> all) {
    SortedMap<String, Integer> skipped = new TreeMap<>();
    all.forEach(one -> one.skipped.forEach((kind, n) -> skipped.merge(kind, n, Integer::sum)));
    return new Manifests(
        all.stream().flatMap(one -> one.documents.stream()).toList(),
        all.stream().flatMap(one -> one.errors.stream()).toList(),
        skipped,
        all.stream()
            .flatMap(one -> one.unreadable.stream())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** What the user should know about the files that were skipped. */
  public List<String> notes() {
    return unreadable.isEmpty()
        ? List.of()
        : List.of(
            "skipped %s that cannot be read and %s not contain %s: %s (nauthera validate --strict shows why, --exclude leaves files out)"
                .formatted(
                    unreadable.size() == 1 ? "1 file" : unreadable.size() + " files",
                    unreadable.size() == 1 ? "does" : "do",
                    AuthApi.GROUP,
                    Names.first(NAMED, unreadable)));
  }

  /** Both, these first. */
  public Manifests and(Manifests others) {
    return joined(List.of(this, others));
  }
}
