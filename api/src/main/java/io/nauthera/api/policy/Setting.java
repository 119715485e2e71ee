package io.nauthera.api.policy;

/** A setting of a registered client; printed in words. */
public enum Setting {
  GRANT_TYPES("grantTypes", "grant types"),
  SCOPES("scopes", "scopes"),
  ACCESS_TOKEN("accessTokenTTL", "access token"),
  REFRESH_TOKEN("refreshTokenTTL", "refresh token"),
  OFFLINE_TOKEN("offlineTokenTTL", "offline token"),
  ID_TOKEN("idTokenTTL", "ID token"),
  PKCE("pkce", "PKCE"),
  AUTHENTICATION("tokenEndpointAuthMethod", "authentication");

  private final String field;
  private final String words;

  Setting(String field, String words) {
    this.field = field;
    this.words = words;
  }

  /** Its name among the fields of {@code status.effective}. */
  public String field() {
    return field;
  }

  @Override
  public String toString() {
    return words;
  }
}
