package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nauthera.controller.naming.Names;

/** Writes a status with server-side apply, so that the controller owns no other field. */
public final class StatusPatch {
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Names.FIELD_MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient kubernetes;
  private final RequestLimit limit;

  public StatusPatch(KubernetesClient kubernetes, RequestLimit limit) {
    this.kubernetes = kubernetes;
    this.limit = limit;
  }

  /**
   * The resource as the API server has it afterwards. The uid prevents that the status of a
   * resource is written to a later one of the same name.
   *
   * @param fresh an empty resource; receives the name and the status
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses it
   */
  public <S, R extends CustomResource<?, S>> R write(R fresh, R resource, S status) {
    fresh.getMetadata().setName(resource.getMetadata().getName());
    fresh.getMetadata().setNamespace(resource.getMetadata().getNamespace());
    fresh.getMetadata().setUid(resource.getMetadata().getUid());
    fresh.setStatus(status);
    return limit.call(() -> kubernetes.resource(fresh).subresource("status").patch(APPLY));
  }
}
