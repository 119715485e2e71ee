package io.nauthera.api.policy;

/** The fields of an AuthClient that rules are about. */
public final class ClientFields {
  public static final FieldPath SCOPES = FieldPath.of("spec.scopes");
  public static final FieldPath GRANT_TYPES = FieldPath.of("spec.grantTypes");
  public static final FieldPath REDIRECT_URIS = FieldPath.of("spec.redirectUris");
  public static final FieldPath POST_LOGOUT_REDIRECT_URIS =
      FieldPath.of("spec.postLogoutRedirectUris");
  public static final FieldPath WEB_ORIGINS = FieldPath.of("spec.webOrigins");
  public static final FieldPath AUTHENTICATION_METHOD =
      FieldPath.of("spec.tokenEndpointAuthMethod");
  public static final FieldPath KEYS = FieldPath.of("spec.jwks.keys");
  public static final FieldPath DISPLAY_NAME = FieldPath.of("spec.displayName");
  public static final FieldPath JWKS = FieldPath.of("spec.jwks");
  public static final FieldPath JWKS_URI = FieldPath.of("spec.jwksUri");
  public static final FieldPath CLIENT_ID = FieldPath.of("spec.clientId");
  public static final FieldPath SECRET_NAME = FieldPath.of("spec.secretName");
  public static final FieldPath AUTH_SERVER_REF = FieldPath.of("spec.authServerRef");

  /** The default client id and the default name of the Secret follow from it. */
  public static final FieldPath NAME = FieldPath.of("metadata.name");

  /** Policies select by them. */
  public static final FieldPath LABELS = FieldPath.of("metadata.labels");

  private ClientFields() {}
}
