package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;

/** Writes a status by server-side apply, so that nothing else is owned. */
public final class StatusPatch {
  private StatusPatch() {}

  /**
   * Also tells the cache, so that a reconciliation that follows at once does not decide by an older
   * status and write the same again with a later time.
   *
   * @param fresh receives the least of the resource that says its status
   * @throws io.fabric8.kubernetes.client.KubernetesClientException where it is not accepted
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
