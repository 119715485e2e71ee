package io.nauthera.api.v1alpha1;

/** Condition types. All have positive polarity: True is the good case. */
public enum ConditionType {
  /** AuthClient: the server and at least one governing policy exist. */
  RESOLVED_REFS("ResolvedRefs"),
  /** AuthClient: its policies allow it. AuthPolicy: it is valid. */
  ACCEPTED("Accepted"),
  /** AuthClient: it is registered at the server. AuthPolicy: it is applied to all its clients. */
  PROGRAMMED("Programmed"),
  /** AuthClient: its Secret contains the credentials. */
  CREDENTIALS_PUBLISHED("CredentialsPublished"),
  /** AuthPolicy: the server supports all that the policy asks for. */
  ENFORCEABLE("Enforceable"),
  /** AuthClient and AuthPolicy: no policies impose conflicting settings. */
  CONSISTENT("Consistent"),
  /** AuthServer: it answers. */
  REACHABLE("Reachable"),
  /** AuthServer: the credentials are valid and have the roles that the controller needs. */
  AUTHORIZED("Authorized"),
  /** Computed from the other conditions. */
  READY("Ready");

  private final String value;

  ConditionType(String value) {
    this.value = value;
  }

  @Override
  public String toString() {
    return value;
  }
}
