package io.nauthera.api.v1alpha1;

/** Why a condition is as it is, as one word for programs; part of the API. */
public enum Reason {
  // ResolvedRefs
  RESOLVED("Resolved"),
  AUTH_SERVER_NOT_FOUND("AuthServerNotFound"),
  NO_GOVERNING_POLICY("NoGoverningPolicy"),
  NAMESPACE_UNKNOWN("NamespaceUnknown"),
  POLICY_UNREADABLE("PolicyUnreadable"),

  // Accepted
  POLICIES_PASSED("PoliciesPassed"),
  POLICY_VIOLATION("PolicyViolation"),
  SPEC_UNREADABLE("SpecUnreadable"),
  POLICY_UNDERSTOOD("PolicyUnderstood"),

  // Programmed
  REGISTERED("Registered"),
  RESTRICTED("Restricted"),
  RETAINED("Retained"),
  DISABLED("Disabled"),
  CLIENT_ID_TAKEN("ClientIdTaken"),
  SERVER_REFUSED_CLIENT("ServerRefusedClient"),
  REMOVING("Removing"),
  ROLLED_OUT("RolledOut"),
  ROLLING_OUT("RollingOut"),

  // of a server, wherever it is asked
  SERVER_UNAVAILABLE("ServerUnavailable"),
  CREDENTIALS_MISSING("CredentialsMissing"),
  CREDENTIALS_REJECTED("CredentialsRejected"),
  CERTIFICATE_AUTHORITY_UNREADABLE("CertificateAuthorityUnreadable"),
  FORBIDDEN("Forbidden"),
  ROLE_MISSING("RoleMissing"),
  REALM_NOT_FOUND("RealmNotFound"),
  ISSUER_MISMATCH("IssuerMismatch"),
  SERVER_ANSWERS("ServerAnswers"),
  SERVICE_ACCOUNT_ACCEPTED("ServiceAccountAccepted"),
  SERVER_READY("ServerReady"),

  // CredentialsPublished
  SECRET_WRITTEN("SecretWritten"),
  SECRET_NOT_OWNED("SecretNotOwned"),
  SECRET_REFUSED("SecretRefused"),

  // Enforceable
  FULLY_ENFORCEABLE("FullyEnforceable"),
  ID_TOKEN_LIFETIME_NOT_SUPPORTED("IdTokenLifetimeNotSupported"),
  ROTATION_NOT_SUPPORTED("RotationNotSupported"),

  // Ready
  CLIENT_PROVISIONED("ClientProvisioned"),
  POLICY_APPLIED("PolicyApplied"),

  // Unknown: an earlier step must succeed first
  WAITING_FOR_REFS("WaitingForRefs"),
  WAITING_FOR_POLICIES("WaitingForPolicies"),
  WAITING_FOR_SERVER("WaitingForServer");

  private final String value;

  Reason(String value) {
    this.value = value;
  }

  @Override
  public String toString() {
    return value;
  }
}
