package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.nauthera.api.mapping.UnknownStatus;
import java.util.Map;

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
    Map<String, Object> unknown = UnknownStatus.of(resource);
    if (unknown.isEmpty()) {
      var unused =
          PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(resource, fresh, context);
    } else {
      var unused =
          PrimaryUpdateAndCacheUtils.updateAndCacheResource(
              resource, context, current -> fresh, applied -> apply(applied, unknown, context));
    }
  }

  /** Server-side apply removes what the same manager has written before and does not repeat. */
  private static <R extends CustomResource<?, ?>> R apply(
      R fresh, Map<String, Object> unknown, Context<R> context) {
    var serialization = context.getClient().getKubernetesSerialization();
    Map<String, Object> status =
        UnknownStatus.merge(serialization.convertValue(fresh.getStatus(), Map.class), unknown);
    var generic = new GenericKubernetesResource();
    generic.setApiVersion(fresh.getApiVersion());
    generic.setKind(fresh.getKind());
    generic.setMetadata(fresh.getMetadata());
    generic.setAdditionalProperty("status", status);
    GenericKubernetesResource written =
        context
            .getClient()
            .genericKubernetesResources(
                ResourceDefinitionContext.fromResourceType(fresh.getClass()))
            .inNamespace(fresh.getMetadata().getNamespace())
            .resource(generic)
            .subresource("status")
            .patch(
                new PatchContext.Builder()
                    .withForce(true)
                    .withFieldManager(context.getControllerConfiguration().fieldManager())
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .build());
    @SuppressWarnings("unchecked") // a resource that is not generic has its own class
    var kind = (Class<R>) fresh.getClass();
    return serialization.convertValue(written, kind);
  }
}
