package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;

/**
 * What the informers of the operator SDK keep: only the metadata that the SDK needs. The
 * reconcilers read the resources from {@link ClusterCache}, so each resource is in memory once, and
 * a reconciler sees what its trigger saw.
 */
public final class MetadataStore<R extends HasMetadata> extends TransformingItemStore<R> {
  public MetadataStore() {
    super(MetadataStore::withoutContent);
  }

  private static <R extends HasMetadata> R withoutContent(R resource) {
    ObjectMeta metadata = resource.getMetadata();
    try {
      @SuppressWarnings("unchecked")
      R stub = (R) resource.getClass().getDeclaredConstructor().newInstance();
      stub.setMetadata(
          new ObjectMetaBuilder()
              .withUid(metadata.getUid())
              .withGeneration(metadata.getGeneration())
              .withDeletionTimestamp(metadata.getDeletionTimestamp())
              .withFinalizers(metadata.getFinalizers())
              .build());
      return stub;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(resource.getClass() + " has no default constructor", e);
    }
  }
}
