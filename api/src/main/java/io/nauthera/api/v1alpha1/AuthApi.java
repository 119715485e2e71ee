package io.nauthera.api.v1alpha1;

/** The API group, and all names that users see: labels, annotations, Secrets and their keys. */
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

  /** Finalizer of an AuthClient whose client may be registered. */
  public static final String CLIENT_FINALIZER = GROUP + "/registered-client";

  /** Appended to the name of an AuthServer: the default Secret of its service account. */
  public static final String SERVER_CREDENTIALS_SUFFIX = "-keycloak";

  /** In a Secret with credentials: the OAuth client identifier. */
  public static final String CLIENT_ID_KEY = "client_id";

  /** In a Secret with credentials: the client secret. */
  public static final String CLIENT_SECRET_KEY = "client_secret";

  /** In the Secret of {@code caSecretRef}: certificate authorities in PEM. */
  public static final String CA_KEY = "ca.crt";

  private AuthApi() {}
}
