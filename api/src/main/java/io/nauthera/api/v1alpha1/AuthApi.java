package io.nauthera.api.v1alpha1;

import java.util.List;

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

  /**
   * On the Secret of an AuthServer, if it does not have the default name: {@code "true"} allows the
   * controller to send its credentials to the server.
   */
  public static final String SERVER_CREDENTIALS_LABEL = GROUP + "/auth-server-credentials";

  /** In a Secret with credentials: the OAuth client identifier. */
  public static final String CLIENT_ID_KEY = "client_id";

  /** In a Secret with credentials: the client secret. */
  public static final String CLIENT_SECRET_KEY = "client_secret";

  /**
   * In a Secret with credentials: the names of OAuth and OpenID Connect Discovery, then those of
   * the Service Binding specification and of Spring Cloud Bindings. {@code secretTemplate.data} can
   * repeat them.
   */
  public static final List<String> SECRET_KEYS =
      List.of(
          CLIENT_ID_KEY,
          CLIENT_SECRET_KEY,
          "issuer",
          "authorization_endpoint",
          "token_endpoint",
          "userinfo_endpoint",
          "jwks_uri",
          "end_session_endpoint",
          "introspection_endpoint",
          "revocation_endpoint",
          "registration_endpoint",
          "device_authorization_endpoint",
          "backchannel_authentication_endpoint",
          "pushed_authorization_request_endpoint",
          "type",
          "provider",
          "client-id",
          "client-secret",
          "issuer-uri",
          "client-authentication-method",
          "authorization-grant-type",
          "scope");

  /** On an object: the program that manages it. */
  public static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

  /** On a credentials Secret: the uid of its AuthClient. */
  public static final String CLIENT_LABEL = GROUP + "/client";

  /**
   * On a credentials Secret: which labels and annotations come from {@code secretTemplate}, so that
   * they can be removed again.
   */
  public static final String TEMPLATE_ANNOTATION = GROUP + "/secret-template";

  /** In the Secret of {@code caSecretRef}: certificate authorities in PEM. */
  public static final String CA_KEY = "ca.crt";

  private AuthApi() {}

  /** Whether Nauthera decides this label or annotation. */
  public static boolean isReserved(String labelOrAnnotation) {
    return labelOrAnnotation.startsWith(GROUP + "/") || labelOrAnnotation.equals(MANAGED_BY_LABEL);
  }

  /** Whether a Secret with credentials can have this key without a template. */
  public static boolean isSecretKey(String key) {
    return SECRET_KEYS.contains(key) || key.endsWith("_endpoint");
  }
}
