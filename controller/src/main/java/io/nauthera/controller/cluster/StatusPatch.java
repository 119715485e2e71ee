package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;

/** Writes a status with server-side apply, so that the controller owns no other field. */
public final class StatusPatch {
  private StatusPatch() {}

  /**
   * Also updates the cache of the reconciler: otherwise the next reconciliation could start from
   * the older status and write the same one with a later time.
   *
   * @param fresh an empty resource; receives the name and the status
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses it
   */
  public static <S, R extends CustomResource<?, S>> void write(
      R fresh, R resource, S status, Context<R> context) {
    fresh.getMetadata().setName(resource.getMetadata().getName());
    fresh.getMetadata().setNamespace(resource.getMetadata().getNamespace());
    fresh.setStatus(status);
    var unused =
        PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(resource, fresh, context);
  }
}
