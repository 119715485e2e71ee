package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.governance.CreationOrder;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.cli.validate.PreparedManifest.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster that manifests are validated against: empty at first, or as it was read. */
public final class ClusterState {
  /** Set by the API server on every namespace (Kubernetes, "Well-Known Labels"). */
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  /** The order in which kinds are applied: what others refer to comes first. */
  static final List<ResourceKind> ORDER =
      List.of(
          ResourceKind.AUTH_SERVER,
          ResourceKind.USER_STORE,
          ResourceKind.AUTH_POLICY,
          ResourceKind.AUTH_CLIENT);

  private final ManifestIndex index = new ManifestIndex();
  private final Map<ObjectKey, ObjectNode> stored = new HashMap<>();
  private final boolean areAllNamespacesKnown;
  private long admitted;

  private ClusterState(boolean areAllNamespacesKnown) {
    this.areAllNamespacesKnown = areAllNamespacesKnown;
  }

  /** An empty cluster, in which an unknown namespace has no labels. */
  public static ClusterState ofFilesOnly() {
    return new ClusterState(false);
  }

  /** A cluster whose resources and namespaces will all be added. */
  public static ClusterState ofCluster() {
    return new ClusterState(true);
  }

  public ManifestIndex index() {
    return index;
  }

  /** Adds a resource of the cluster; fails if it cannot be read. */
  public void putStored(ResourceKind kind, ObjectNode object) {
    stored.put(ObjectKey.of(kind, object), object);
    put(kind, object);
  }

  /** Adds a Namespace with its labels. */
  public void putNamespace(ObjectNode namespace) {
    Map<String, String> labels = new HashMap<>();
    namespace
        .at("/metadata/labels")
        .properties()
        .forEach(label -> {
          // kubectl leaves it out.
          if (!label.getValue().isNull()) {
            labels.put(label.getKey(), label.getValue().asText());
          }
        });
    putNamespace(namespace.at("/metadata/name").asText(), labels);
  }

  private void putNamespace(String name, Map<String, String> labels) {
    labels.put(NAME_LABEL, name);
    index.putNamespace(name, labels);
  }

  /** Adds an unknown namespace without labels; returns whether it was unknown. */
  boolean assumeNamespace(String name) {
    if (areAllNamespacesKnown || name.isEmpty() || index.namespaceLabels(name).isPresent()) {
      return false;
    }
    putNamespace(name, new HashMap<>());
    return true;
  }

  /** Whether no cluster was read. */
  boolean isEmpty() {
    return stored.isEmpty();
  }

  /** The object with the kind and name of the manifest. */
  Optional<ObjectNode> stored(ResourceKind kind, ObjectNode manifest) {
    return Optional.ofNullable(stored.get(ObjectKey.of(kind, manifest)));
  }

  boolean isStored(ObjectKey key) {
    return stored.containsKey(key);
  }

  /** Adds an admitted manifest, newer than everything that was added before. */
  void admit(PreparedManifest manifest) {
    if (manifest.kind() == ResourceKind.AUTH_CLIENT && manifest.stored() == null) {
      AuthClient client = ResourceReader.read(manifest.object(), AuthClient.class);
      index.put(AuthClients.known(client).createdAs(CreationOrder.unstored(++admitted)));
    } else {
      put(manifest.kind(), manifest.object());
    }
  }

  private void put(ResourceKind kind, ObjectNode object) {
    switch (kind) {
      case AUTH_SERVER -> index.put(ResourceReader.read(object, AuthServer.class));
      case AUTH_POLICY -> index.put(ResourceReader.read(object, AuthPolicy.class));
      case AUTH_CLIENT -> index.put(ResourceReader.read(object, AuthClient.class));
      case USER_STORE -> {} // no policy refers to it
    }
  }
}
