package io.nauthera.controller.naming;

import io.nauthera.api.v1alpha1.AuthApi;

/** Names that the controller gives to what it writes; each stands here once. */
public final class Names {
  /** Field manager of everything that the controller applies. */
  public static final String FIELD_MANAGER = "nauthera-controller";

  /** On a credentials Secret: the uid of its AuthClient. */
  public static final String CLIENT_LABEL = AuthApi.GROUP + "/client";

  /** On a credentials Secret: the program that manages it. */
  public static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

  public static final String MANAGED_BY = "nauthera";

  /** {@code reportingController} of Events. */
  public static final String REPORTING_CONTROLLER = "nauthera.io/controller";

  /** Attribute of a client at the server: the AuthClient that it belongs to. */
  public static final String OWNER_ATTRIBUTE = "nauthera.io/owner";

  private Names() {}
}
