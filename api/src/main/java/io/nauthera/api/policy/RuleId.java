package io.nauthera.api.policy;

/** The rules by their stable identifiers, as they appear in causes, status and reports. */
public enum RuleId {
  SCOPES("scopes"),
  GRANTS("grants"),
  AUTHENTICATION("authentication"),
  REDIRECTS_NEEDED("redirects-needed"),
  URI_FORM("uri-form"),
  URI_WILDCARD("uri-wildcard"),
  URI_SCHEME("uri-scheme"),
  URI_HOST("uri-host"),
  WEB_ORIGINS("web-origins"),
  KEYS_NEEDED("keys-needed"),
  JWKS("jwks"),
  CLIENT_ID("client-id"),
  LENGTHS("lengths"),
  CONSENT("server-consent"),
  EXCLUSIVE_CLIENT_ID("exclusive-client-id"),
  EXCLUSIVE_SECRET("exclusive-secret"),
  LEAVING_POLICIES("leaving-policies");

  private final String id;

  RuleId(String id) {
    this.id = id;
  }

  @Override
  public String toString() {
    return id;
  }
}
