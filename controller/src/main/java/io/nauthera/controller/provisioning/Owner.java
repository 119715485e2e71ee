package io.nauthera.controller.provisioning;

/**
 * Whose a registered client is: the AuthClient by name and by uid, so that a successor of the same
 * name is told apart.
 */
public record Owner(String namespace, String name, String uid) {
  @Override
  public String toString() {
    return namespace + "/" + name + " " + uid;
  }
}
