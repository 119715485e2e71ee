package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.api.v1alpha1.AuthApi;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which labels and annotations of a Secret come from {@code secretTemplate}. An annotation of the
 * Secret records it, e.g. {@code label:team,annotation:example.com/owner}: without the record, an
 * entry that was removed from the template would look like one that others set.
 */
record AppliedTemplate(SortedSet<String> labels, SortedSet<String> annotations) {
  private static final String LABEL = "label:";
  private static final String ANNOTATION = "annotation:";

  /** Whatever stands in the record, it names nothing that Nauthera decides. */
  AppliedTemplate {
    labels = withoutReserved(labels);
    annotations = withoutReserved(annotations);
  }

  private static SortedSet<String> withoutReserved(SortedSet<String> keys) {
    return keys.stream()
        .filter(key -> !AuthApi.isReserved(key))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static AppliedTemplate of(Map<String, String> labels, Map<String, String> annotations) {
    return new AppliedTemplate(new TreeSet<>(labels.keySet()), new TreeSet<>(annotations.keySet()));
  }

  static AppliedTemplate on(Secret secret) {
    Map<String, String> annotations = secret.getMetadata().getAnnotations();
    String record =
        annotations == null ? "" : annotations.getOrDefault(AuthApi.TEMPLATE_ANNOTATION, "");
    return new AppliedTemplate(entries(record, LABEL), entries(record, ANNOTATION));
  }

  private static SortedSet<String> entries(String record, String prefix) {
    return Arrays.stream(record.split(",", -1))
        .filter(entry -> entry.startsWith(prefix))
        .map(entry -> entry.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean isEmpty() {
    return labels.isEmpty() && annotations.isEmpty();
  }

  /** The value of the annotation. */
  String record() {
    return Stream.concat(
            labels.stream().map(LABEL::concat), annotations.stream().map(ANNOTATION::concat))
        .collect(Collectors.joining(","));
  }
}
