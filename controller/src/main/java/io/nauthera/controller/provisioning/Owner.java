package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientName;

/**
 * The AuthClient that a registered client belongs to. The server stores it with the client as its
 * marker. {@code uid} distinguishes the AuthClient from an earlier or later one of the same name,
 * {@code cluster} (the uid of the namespace kube-system) from one in another cluster.
 */
public record Owner(ClientName name, String uid, String cluster) {
  @Override
  public String toString() {
    return name.toString();
  }
}
