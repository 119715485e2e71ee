package io.nauthera.api.v1alpha1;

/** Reasons of conditions, as one word for programs. They are part of the API. */
public enum Reason {
  /** ResolvedRefs: the server and at least one governing policy exist. */
  RESOLVED("Resolved"),
  /** ResolvedRefs, Programmed: the AuthServer does not exist. */
  AUTH_SERVER_NOT_FOUND("AuthServerNotFound"),
  /** ResolvedRefs: the namespace of the client is not in the cache yet. */
  NAMESPACE_UNKNOWN("NamespaceUnknown"),
  /** ResolvedRefs: no policy governs the client. */
  NO_GOVERNING_POLICY("NoGoverningPolicy"),
  /** ResolvedRefs: this version cannot read the AuthServer. */
  AUTH_SERVER_UNREADABLE("AuthServerUnreadable"),
  /** ResolvedRefs: a policy that governs the client cannot be read, so it might forbid anything. */
  POLICY_UNREADABLE("PolicyUnreadable"),
  /** ResolvedRefs: a Secret that the UserStore names does not exist. */
  SECRET_NOT_FOUND("SecretNotFound"),
  /** ResolvedRefs: a Secret that the UserStore names does not have the key. */
  SECRET_KEY_MISSING("SecretKeyMissing"),
  /** ResolvedRefs: the controller cannot read a Secret that the UserStore names. */
  SECRET_UNREADABLE("SecretUnreadable"),
  /** Programmed: this version does not set up user federation. */
  FEDERATION_NOT_SUPPORTED("FederationNotSupported"),
  /** Accepted, ResolvedRefs: this version cannot read the spec. */
  UNREADABLE("Unreadable"),
  /** Accepted: the governing policies allow the client. */
  COMPLIANT("Compliant"),
  /** Accepted: the client has violations. */
  POLICY_VIOLATION("PolicyViolation"),
  /** Programmed: the client is registered as its spec asks. */
  REGISTERED("Registered"),
  /** Programmed: the client is registered without its forbidden list entries. */
  RESTRICTED("Restricted"),
  /** Programmed: the client is registered and disabled. */
  DISABLED("Disabled"),
  /** Programmed: another owner has a client with this id. */
  CLIENT_ID_TAKEN("ClientIdTaken"),
  /** Programmed: the server refused the client; the message contains its reason. */
  REJECTED_BY_SERVER("RejectedByServer"),
  /** Programmed, Reachable: the server does not answer. */
  SERVER_UNAVAILABLE("ServerUnavailable"),
  /** Programmed, Reachable: the server answers that it is overloaded. */
  SERVER_OVERLOADED("ServerOverloaded"),
  /** Programmed, Reachable: the server does not have the realm. */
  REALM_NOT_FOUND("RealmNotFound"),
  /** Programmed, Authorized: the credentials Secret of the server is missing or incomplete. */
  CREDENTIALS_MISSING("CredentialsMissing"),
  /** Programmed, Authorized: the server does not accept the credentials. */
  CREDENTIALS_REJECTED("CredentialsRejected"),
  /** Programmed, Authorized: the Secret with certificate authorities cannot be read. */
  CERTIFICATE_AUTHORITY_UNREADABLE("CertificateAuthorityUnreadable"),
  /** Programmed, Authorized: the service account lacks a role. */
  MISSING_ROLE("MissingRole"),
  /** Programmed: the AuthClient is being deleted, and the server does not remove the client. */
  REMOVAL_PENDING("RemovalPending"),
  /** CredentialsPublished: the Secret contains the credentials. */
  SECRET_WRITTEN("SecretWritten"),
  /** CredentialsPublished: the Secret exists and does not belong to the AuthClient. */
  SECRET_NOT_OWNED("SecretNotOwned"),
  /** CredentialsPublished: the API server refused the Secret. */
  SECRET_REFUSED("SecretRefused"),
  /** CredentialsPublished: the endpoints of the issuer cannot be read. */
  DISCOVERY_FAILED("DiscoveryFailed"),
  /** Ready: the client is registered, and its Secret contains the credentials. */
  CLIENT_PROVISIONED("ClientProvisioned"),
  /** Any condition: it waits for an earlier one. */
  PENDING("Pending"),
  /** Accepted: the policy is valid. */
  VALID("Valid"),
  /** Accepted: the policy is invalid, so no client of its server is evaluated. */
  INVALID("Invalid"),
  /** Enforceable: the server supports all that the policy asks for. */
  SUPPORTED("Supported"),
  /** Enforceable: the server cannot apply the lifetime of ID tokens. */
  ID_TOKEN_LIFETIME("IdTokenLifetime"),
  /** Enforceable: this version does not rotate secrets. */
  ROTATION_NOT_SUPPORTED("RotationNotSupported"),
  /** Enforceable: this version does not support this value of existingClients. */
  EXISTING_CLIENTS_NOT_SUPPORTED("ExistingClientsNotSupported"),
  /** Consistent: no governing policies conflict. */
  POLICIES_AGREE("PoliciesAgree"),
  /** Consistent: policies impose different values on the same client. */
  POLICIES_CONFLICT("PoliciesConflict"),
  /** Programmed, Ready: the policy is applied to all governed clients. */
  ROLLED_OUT("RolledOut"),
  /** Programmed: the policy is not applied to all governed clients yet. */
  ROLLING_OUT("RollingOut"),
  /** Reachable: the server answers. */
  REACHABLE("Reachable"),
  /** Authorized: the credentials are valid and have all roles. */
  AUTHORIZED("Authorized"),
  /** Ready: clients can be registered at the server. */
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
