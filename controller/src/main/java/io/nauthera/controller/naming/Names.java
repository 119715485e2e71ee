package io.nauthera.controller.naming;

import io.nauthera.api.v1alpha1.AuthApi;

/** Names that the controller gives to what it writes; each stands here once. */
public final class Names {
  /** Field manager of everything that the controller applies. */
  public static final String FIELD_MANAGER = "nauthera-controller";

  /** Value of {@link AuthApi#MANAGED_BY_LABEL}. */
  public static final String MANAGED_BY = "nauthera";

  /** {@code reportingController} of Events. */
  public static final String REPORTING_CONTROLLER = "nauthera.io/controller";

  /**
   * Attribute of a client at the server: namespace and name of the AuthClient that it belongs to.
   */
  public static final String OWNER_ATTRIBUTE = "nauthera.io/owner";

  /** Attribute of a client at the server: the uid of that AuthClient. */
  public static final String OWNER_UID_ATTRIBUTE = "nauthera.io/owner-uid";

  /** Attribute of a client at the server: the uid of the cluster, which is that of kube-system. */
  public static final String CLUSTER_ATTRIBUTE = "nauthera.io/cluster";

  private Names() {}
}
