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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

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
    // After a conflict, this starts again with the resource as it is then.
    var unknown = new AtomicReference<Map<String, Object>>(Map.of());
    var unused =
        PrimaryUpdateAndCacheUtils.updateAndCacheResource(
            resource,
            context,
            current -> {
              unknown.set(UnknownStatus.of(current));
              return fresh;
            },
            applied ->
                apply(applied, Objects.requireNonNullElse(unknown.get(), Map.of()), context));
  }

  /** Server-side apply removes what the same manager has written before and does not repeat. */
  private static <R extends CustomResource<?, ?>> R apply(
      R fresh, Map<String, Object> unknown, Context<R> context) {
    var client = context.getClient();
    PatchContext apply =
        new PatchContext.Builder()
            .withForce(true)
            .withFieldManager(context.getControllerConfiguration().fieldManager())
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .build();
    if (unknown.isEmpty()) {
      return client.resource(fresh).subresource("status").patch(apply);
    }
    var serialization = client.getKubernetesSerialization();
    var generic = new GenericKubernetesResource();
    generic.setApiVersion(fresh.getApiVersion());
    generic.setKind(fresh.getKind());
    generic.setMetadata(fresh.getMetadata());
    generic.setAdditionalProperty(
        "status",
        UnknownStatus.merge(serialization.convertValue(fresh.getStatus(), Map.class), unknown));
    GenericKubernetesResource written =
        client
            .genericKubernetesResources(
                ResourceDefinitionContext.fromResourceType(fresh.getClass()))
            .inNamespace(fresh.getMetadata().getNamespace())
            .resource(generic)
            .subresource("status")
            .patch(apply);
    @SuppressWarnings("unchecked") // a resource that is not generic has its own class
    var kind = (Class<R>) fresh.getClass();
    return serialization.convertValue(written, kind);
  }
}
