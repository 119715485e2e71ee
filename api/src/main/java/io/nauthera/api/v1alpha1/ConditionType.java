package io.nauthera.api.v1alpha1;

/** What the controller observes of a resource; a type says the good case (positive polarity). */
public enum ConditionType {
  /** AuthClient: server and policies are there. */
  RESOLVED_REFS("ResolvedRefs"),
  /** AuthClient: its policies allow it. AuthPolicy: it can be understood. */
  ACCEPTED("Accepted"),
  /** AuthClient: registered at the server as it should be. AuthPolicy: all governed clients are. */
  PROGRAMMED("Programmed"),
  /** AuthClient: its Secret holds the credentials. */
  CREDENTIALS_PUBLISHED("CredentialsPublished"),
  /** AuthPolicy: the server can do all that it asks for. */
  ENFORCEABLE("Enforceable"),
  /** AuthPolicy and AuthClient: what policies impose on one client is the same. */
  CONSISTENT("Consistent"),
  /** AuthServer: it answers. */
  REACHABLE("Reachable"),
  /** AuthServer: it lets the controller do its work. */
  AUTHORIZED("Authorized"),
  /** Computed from the others. */
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
