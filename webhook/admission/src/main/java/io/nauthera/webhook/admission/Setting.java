package io.nauthera.webhook.admission;

/** A setting of a registered client, as people name it. */
public enum Setting {
  GRANT_TYPES("grantTypes", "grant types"),
  SCOPES("scopes", "scopes"),
  ACCESS_TOKEN("accessTokenTTL", "access token"),
  REFRESH_TOKEN("refreshTokenTTL", "refresh token"),
  ID_TOKEN("idTokenTTL", "ID token"),
  PKCE("pkce", "PKCE"),
  AUTHENTICATION("tokenEndpointAuthMethod", "authentication"),
  SECRET_ROTATION("secretRotation", "secret rotation");

  private final String field;
  private final String words;

  Setting(String field, String words) {
    this.field = field;
    this.words = words;
  }

  /** Its name among those of {@code status.effective}. */
  public String field() {
    return field;
  }

  @Override
  public String toString() {
    return words;
  }
}
