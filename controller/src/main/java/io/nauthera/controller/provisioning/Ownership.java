package io.nauthera.controller.provisioning;

/** What a client at the server is to an AuthClient. */
public enum Ownership {
  /** It was registered for this AuthClient. */
  OWN,
  /**
   * It was registered for an AuthClient of the same name in this cluster, which does not exist any
   * more: this AuthClient continues with it.
   */
  PREDECESSOR,
  /** It was registered for an AuthClient of the same name in another cluster. */
  OTHER_CLUSTER,
  /** It was registered for another AuthClient. */
  OTHER_CLIENT,
  /** It was not registered by Nauthera. */
  UNMANAGED;

  public static Ownership of(RegisteredClient client, Owner owner) {
    Owner marker = client.owner();
    if (marker == null) {
      return UNMANAGED;
    }
    if (!marker.name().equals(owner.name())) {
      return OTHER_CLIENT;
    }
    if (!marker.cluster().equals(owner.cluster())) {
      return OTHER_CLUSTER;
    }
    return marker.uid().equals(owner.uid()) ? OWN : PREDECESSOR;
  }

  /** Whether the AuthClient may change the client. */
  public boolean isOwn() {
    return this == OWN || this == PREDECESSOR;
  }
}
