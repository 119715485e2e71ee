package io.nauthera.api.v1alpha1;

/** Reasons of conditions, as one word for programs. They are part of the API. */
public enum Reason {
  RESOLVED("Resolved"),
  AUTH_SERVER_NOT_FOUND("AuthServerNotFound"),
  NAMESPACE_UNKNOWN("NamespaceUnknown"),
  NO_GOVERNING_POLICY("NoGoverningPolicy"),
  POLICY_UNREADABLE("PolicyUnreadable"),
  COMPLIANT("Compliant"),
  POLICY_VIOLATION("PolicyViolation"),
  REGISTERED("Registered"),
  RESTRICTED("Restricted"),
  DISABLED("Disabled"),
  CLIENT_ID_TAKEN("ClientIdTaken"),
  REJECTED_BY_SERVER("RejectedByServer"),
  SERVER_UNAVAILABLE("ServerUnavailable"),
  SERVER_OVERLOADED("ServerOverloaded"),
  REALM_NOT_FOUND("RealmNotFound"),
  CREDENTIALS_MISSING("CredentialsMissing"),
  CREDENTIALS_REJECTED("CredentialsRejected"),
  CERTIFICATE_AUTHORITY_UNREADABLE("CertificateAuthorityUnreadable"),
  MISSING_ROLE("MissingRole"),
  REMOVAL_PENDING("RemovalPending"),
  SECRET_WRITTEN("SecretWritten"),
  SECRET_NOT_OWNED("SecretNotOwned"),
  SECRET_REFUSED("SecretRefused"),
  DISCOVERY_FAILED("DiscoveryFailed"),
  CLIENT_PROVISIONED("ClientProvisioned"),
  PENDING("Pending"),
  VALID("Valid"),
  INVALID("Invalid"),
  SUPPORTED("Supported"),
  ID_TOKEN_LIFETIME("IdTokenLifetime"),
  ROTATION_NOT_SUPPORTED("RotationNotSupported"),
  EXISTING_CLIENTS_NOT_SUPPORTED("ExistingClientsNotSupported"),
  POLICIES_AGREE("PoliciesAgree"),
  POLICIES_CONFLICT("PoliciesConflict"),
  ROLLED_OUT("RolledOut"),
  ROLLING_OUT("RollingOut"),
  REACHABLE("Reachable"),
  AUTHORIZED("Authorized"),
  AVAILABLE("Available");

  private final String value;

  Reason(String value) {
    this.value = value;
  }

  @Override
  public String toString() {
    return value;
  }
}
