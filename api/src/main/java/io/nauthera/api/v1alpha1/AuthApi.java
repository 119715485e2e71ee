package io.nauthera.api.v1alpha1;

/** The API group, and the labels and annotations that users see. */
public final class AuthApi {
  public static final String GROUP = "auth.nauthera.io";
  public static final String VERSION = "v1alpha1";

  /** On an AuthClient: its AuthServer as {@code namespace.name}, set by the webhook. */
  public static final String AUTH_SERVER_LABEL = GROUP + "/auth-server";

  /** On an AuthClient: the user who asked for it, set by the webhook. */
  public static final String REQUESTED_BY_ANNOTATION = GROUP + "/requested-by";

  /**
   * On an AuthClient: lets the AuthClient be deleted while its client cannot be removed from the
   * server.
   */
  public static final String ABANDON_ANNOTATION = GROUP + "/abandon-remote-client";

  private AuthApi() {}
}
