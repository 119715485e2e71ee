package io.nauthera.controller.status;

import io.fabric8.kubernetes.client.CustomResource;

/**
 * The least of a resource that says its status: what server-side apply is given, so that nothing
 * else is owned.
 */
public final class StatusPatch {
  private StatusPatch() {}

  public static <S, R extends CustomResource<?, S>> R of(R fresh, R resource, S status) {
    fresh.getMetadata().setName(resource.getMetadata().getName());
    fresh.getMetadata().setNamespace(resource.getMetadata().getNamespace());
    fresh.setStatus(status);
    return fresh;
  }
}
