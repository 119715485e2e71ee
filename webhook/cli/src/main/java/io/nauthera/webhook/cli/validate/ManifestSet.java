package io.nauthera.webhook.cli.validate;

import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.cli.manifests.Document;
import io.nauthera.webhook.cli.manifests.Manifests;
import io.nauthera.webhook.cli.manifests.ReadError;
import io.nauthera.webhook.cli.validate.PreparedManifest.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The manifests and Namespaces of one run, each once. */
record ManifestSet(
    List<PreparedManifest> prepared, List<Document> namespaces, List<ReadError> errors) {
  private static final String NAMESPACE = "Namespace";

  static ManifestSet of(Manifests reading, ApiServerPipeline pipeline, ClusterState clusterState) {
    List<ReadError> errors = new ArrayList<>(reading.errors());
    List<Document> namespaces =
        reading.documents().stream().filter(ManifestSet::isNamespace).toList();
    List<Document> named =
        new GeneratedNames(pipeline::key, clusterState::isStored).complete(reading.documents());
    // Manifests do not depend on each other here, and this is most of the work.
    List<PreparedManifest> all =
        named.parallelStream()
            .filter(document -> !isNamespace(document))
            .map(document -> pipeline.prepare(document, clusterState))
            .toList();
    return new ManifestSet(once(all, errors), namespaces, errors);
  }

  private static boolean isNamespace(Document document) {
    return document.kind().equals(NAMESPACE);
  }

  /** Keeps the first of several manifests with the same name; the others are errors. */
  private static List<PreparedManifest> once(List<PreparedManifest> all, List<ReadError> errors) {
    Map<ObjectKey, Document> first = new HashMap<>();
    List<PreparedManifest> once = new ArrayList<>();
    for (PreparedManifest manifest : all) {
      Document document = manifest.document();
      Document other =
          manifest.name().isEmpty() ? null : first.putIfAbsent(manifest.key(), document);
      if (other == null) {
        once.add(manifest);
      } else {
        errors.add(
            new ReadError(
                document.file(),
                document.positions().of("metadata.name"),
                "%s is also in %s, line %d: keep one of them"
                    .formatted(
                        manifest.key(),
                        other.file(),
                        other.positions().of("metadata.name").line())));
      }
    }
    return once;
  }

  /** Adds the namespaces; returns a note for each namespace of a client that is in no file. */
  List<String> settle(ClusterState clusterState) {
    for (Document namespace : namespaces) {
      clusterState.putNamespace(namespace.content());
    }
    Set<String> assumed = new TreeSet<>();
    for (PreparedManifest manifest : prepared) {
      if (manifest.kind() == ResourceKind.AUTH_CLIENT
          && clusterState.assumeNamespace(manifest.namespace())) {
        assumed.add(manifest.namespace());
      }
    }
    return assumed.stream()
        .map("namespace %s is in no file: it is assumed to have no labels"::formatted)
        .toList();
  }
}
