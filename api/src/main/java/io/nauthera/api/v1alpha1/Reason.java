package io.nauthera.api.v1alpha1;

import static io.nauthera.api.v1alpha1.ResourceKind.AUTH_CLIENT;
import static io.nauthera.api.v1alpha1.ResourceKind.AUTH_POLICY;
import static io.nauthera.api.v1alpha1.ResourceKind.AUTH_SERVER;
import static io.nauthera.api.v1alpha1.ResourceKind.USER_STORE;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reasons of conditions, as one word for programs. They are part of the API. The condition Ready
 * also has every reason of the conditions that it is computed from.
 */
public enum Reason {
  RESOLVED(
      "Resolved",
      "Everything that the resource refers to exists.",
      on(AUTH_CLIENT, ConditionType.RESOLVED_REFS),
      on(USER_STORE, ConditionType.RESOLVED_REFS)),
  AUTH_SERVER_NOT_FOUND(
      "AuthServerNotFound",
      "The AuthServer that spec.authServerRef names does not exist.",
      "Create the AuthServer, or create the AuthClient again with another reference.",
      on(AUTH_CLIENT, ConditionType.RESOLVED_REFS, ConditionType.PROGRAMMED)),
  NAMESPACE_UNKNOWN(
      "NamespaceUnknown",
      "The namespace of the client is not in the cache of the controller yet.",
      "Wait. The controller goes on when it sees the namespace.",
      on(AUTH_CLIENT, ConditionType.RESOLVED_REFS)),
  NO_GOVERNING_POLICY(
      "NoGoverningPolicy",
      "No AuthPolicy governs the client. A client that is not registered yet is not registered; a registered client stays as it is.",
      "Ask the owners of the policies, or set the labels that clientSelector of an AuthPolicy selects.",
      on(AUTH_CLIENT, ConditionType.RESOLVED_REFS)),
  AUTH_SERVER_UNREADABLE(
      "AuthServerUnreadable",
      "This version of Nauthera cannot read the AuthServer.",
      "Ask the owner of the AuthServer to correct the field in the message, or update Nauthera.",
      on(AUTH_CLIENT, ConditionType.RESOLVED_REFS, ConditionType.PROGRAMMED)),
  POLICY_UNREADABLE(
      "PolicyUnreadable",
      "This version of Nauthera cannot read a policy that may govern the client, so it could forbid anything.",
      "Ask the owner of the policy to correct the field in the message, or update Nauthera.",
      on(AUTH_CLIENT, ConditionType.RESOLVED_REFS)),
  SECRET_NOT_FOUND(
      "SecretNotFound",
      "A Secret that the UserStore names does not exist.",
      "Create the Secret that the message names. The controller looks again every 30 seconds.",
      on(USER_STORE, ConditionType.RESOLVED_REFS)),
  SECRET_KEY_MISSING(
      "SecretKeyMissing",
      "A Secret that the UserStore names does not have the key, or the value is empty.",
      "Add the key that the message names to the Secret.",
      on(USER_STORE, ConditionType.RESOLVED_REFS)),
  SECRET_UNREADABLE(
      "SecretUnreadable",
      "The API server does not let the controller read the Secret.",
      "Check the ClusterRole of the controller.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(USER_STORE, ConditionType.RESOLVED_REFS)),
  FEDERATION_NOT_SUPPORTED(
      "FederationNotSupported",
      "This version of Nauthera does not set up user federation.",
      "Add the directory to the realm in Keycloak.",
      on(USER_STORE, ConditionType.PROGRAMMED)),
  UNREADABLE(
      "Unreadable",
      "This version of Nauthera cannot read a field of the resource, because another version wrote it. What is registered stays as it is.",
      "Update Nauthera, or correct the field in the message.",
      on(AUTH_CLIENT, ConditionType.ACCEPTED, ConditionType.PROGRAMMED),
      on(AUTH_POLICY, ConditionType.ACCEPTED),
      on(AUTH_SERVER, ConditionType.ACCEPTED),
      on(USER_STORE, ConditionType.RESOLVED_REFS)),
  COMPLIANT(
      "Compliant",
      "The governing policies allow the client.",
      on(AUTH_CLIENT, ConditionType.ACCEPTED)),
  POLICY_VIOLATION(
      "PolicyViolation",
      "The governing policies do not allow something that the client asks for. A registered client keeps working with what is still allowed.",
      "Change the AuthClient as status.violations says, or ask the owners of the policies.",
      on(AUTH_CLIENT, ConditionType.ACCEPTED)),
  UNGOVERNED(
      "Ungoverned",
      "The client is registered, and no AuthPolicy governs it any more. It keeps its last accepted configuration and gets no change. Its Secret is still restored.",
      "Ask the owners of the policies, or set the labels that clientSelector of an AuthPolicy selects.",
      on(AUTH_CLIENT, ConditionType.ACCEPTED)),
  REGISTERED(
      "Registered",
      "The client is registered as its spec asks.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  RESTRICTED(
      "Restricted",
      "The client violates its policies. It is registered without what they do not allow.",
      "Change the AuthClient as status.violations says, or ask the owners of the policies.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  DISABLED(
      "Disabled",
      "The client violates its policies. It is registered and disabled.",
      "Change the AuthClient as status.violations says, or ask the owners of the policies.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  SCOPES_NOT_GIVEN(
      "ScopesNotGiven",
      "The client is registered, but Keycloak does not give it every scope that it asks for.",
      "Remove the scopes that the message names from the AuthClient, or ask the administrator of the realm to create them for OpenID Connect.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  GRANTS_NOT_USABLE(
      "GrantsNotUsable",
      "The client is registered, but grant types that it asks for do not work in Keycloak, or Nauthera cannot find out whether they do. They are not in status.effective.",
      "Do what the message says, or remove the grant types from the AuthClient.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  SERVER_OVERRULES(
      "ServerOverrules",
      "The server changes the client after each write of the controller.",
      "Look for a client policy of the realm that sets the fields in the message.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  REALM_CHANGED(
      "RealmChanged",
      "The client is registered in another realm than the AuthServer names now.",
      "Set the AuthServer back. To move a client, delete its AuthClient first.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  CLIENT_ID_TAKEN(
      "ClientIdTaken",
      "The realm has a client with this id that the AuthClient does not own.",
      "Choose another name or clientId for the AuthClient, or delete the other client in Keycloak.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  REJECTED_BY_SERVER(
      "RejectedByServer",
      "The server refused the client.",
      "Correct what the message says.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  SERVER_UNAVAILABLE(
      "ServerUnavailable",
      "The server does not respond.",
      "Check whether Keycloak is running and whether the controller can reach it. The controller tries again by itself.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.REACHABLE)),
  SERVER_OVERLOADED(
      "ServerOverloaded",
      "The server responds that it is overloaded, or too many calls to it are in progress.",
      "Check the load of Keycloak. The controller tries again by itself.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.REACHABLE)),
  SERVER_ERROR(
      "ServerError",
      "The server fails with an internal error (HTTP 500) at this request.",
      "Look at the log of Keycloak. The controller tries again by itself.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.REACHABLE)),
  REALM_NOT_FOUND(
      "RealmNotFound",
      "The server does not have the realm.",
      "Create the realm in Keycloak, or correct the realm of the AuthServer.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.REACHABLE)),
  LOOPBACK_HTTP_NOT_ALLOWED(
      "LoopbackHttpNotAllowed",
      "The AuthServer has a URL with http to a loopback address, which this installation does not accept. The controller does not connect.",
      "Use https, or set the chart value allowLoopbackIssuers to true (for development only).",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.REACHABLE)),
  CREDENTIALS_NOT_LABELED(
      "CredentialsNotLabeled",
      "The Secret that spec.keycloak.credentialsSecretRef of the AuthServer names does not have the label auth.nauthera.io/auth-server-credentials. The controller does not use it.",
      "Add the label with the value true to the Secret, if it may be sent to the server.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.AUTHORIZED)),
  CREDENTIALS_MISSING(
      "CredentialsMissing",
      "The Secret with the service account of the AuthServer does not exist or has no key client_id or client_secret.",
      "Create the Secret (default name: that of the AuthServer and -keycloak), or add the missing key.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.AUTHORIZED)),
  CREDENTIALS_UNREADABLE(
      "CredentialsUnreadable",
      "The API server does not let the controller read the Secret with the service account of the AuthServer.",
      "Check the Role or ClusterRole of the controller.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.AUTHORIZED)),
  CREDENTIALS_REJECTED(
      "CredentialsRejected",
      "The server does not accept the credentials of the AuthServer.",
      "Compare the Secret with the client of the service account in the realm.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.AUTHORIZED)),
  CERTIFICATE_AUTHORITY_UNREADABLE(
      "CertificateAuthorityUnreadable",
      "The Secret that spec.keycloak.caSecretRef of the AuthServer names has no readable certificates.",
      "Add certificates in PEM under the key ca.crt.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.AUTHORIZED)),
  MISSING_ROLE(
      "MissingRole",
      "The service account of the AuthServer does not have a role that Nauthera needs.",
      "Give it the roles manage-clients and view-realm of realm-management in Keycloak.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED),
      on(AUTH_SERVER, ConditionType.AUTHORIZED)),
  REMOVAL_PENDING(
      "RemovalPending",
      "The AuthClient is being deleted, and the server does not remove the client.",
      "Wait until the server responds. To leave the client at the server, add the annotation auth.nauthera.io/abandon-remote-client=true, which needs the verb abandon.",
      on(AUTH_CLIENT, ConditionType.PROGRAMMED)),
  SECRET_WRITTEN(
      "SecretWritten",
      "The Secret contains the credentials.",
      on(AUTH_CLIENT, ConditionType.CREDENTIALS_PUBLISHED)),
  SECRET_NOT_OWNED(
      "SecretNotOwned",
      "A Secret with this name exists, and the AuthClient does not own it.",
      "Choose another spec.secretName, or delete the Secret.",
      on(AUTH_CLIENT, ConditionType.CREDENTIALS_PUBLISHED)),
  SECRET_REFUSED(
      "SecretRefused",
      "The API server refused the Secret, for example because of a quota.",
      "Correct what the message says.",
      on(AUTH_CLIENT, ConditionType.CREDENTIALS_PUBLISHED)),
  CLIENT_SECRET_UNKNOWN(
      "ClientSecretUnknown",
      "The server does not show the secret of the client. The Secret stays as it is.",
      "Give the service account of the AuthServer the role manage-clients.",
      on(AUTH_CLIENT, ConditionType.CREDENTIALS_PUBLISHED)),
  DISCOVERY_FAILED(
      "DiscoveryFailed",
      "The endpoints of the issuer cannot be read.",
      "Check whether issuerUrl/.well-known/openid-configuration of the AuthServer responds and names the same issuer.",
      on(AUTH_CLIENT, ConditionType.CREDENTIALS_PUBLISHED),
      on(AUTH_SERVER, ConditionType.REACHABLE)),
  CLIENT_PROVISIONED(
      "ClientProvisioned",
      "The client is registered, and its Secret contains the credentials.",
      on(AUTH_CLIENT, ConditionType.READY)),
  PENDING(
      "Pending",
      "The condition waits for the condition in the message, or the resource is being deleted.",
      "Look at the first condition that is False.",
      on(
          AUTH_CLIENT,
          ConditionType.RESOLVED_REFS,
          ConditionType.ACCEPTED,
          ConditionType.PROGRAMMED,
          ConditionType.CREDENTIALS_PUBLISHED,
          ConditionType.CONSISTENT),
      on(AUTH_POLICY, ConditionType.ENFORCEABLE, ConditionType.CONSISTENT),
      on(AUTH_SERVER, ConditionType.REACHABLE, ConditionType.AUTHORIZED)),
  VALID("Valid", "The policy is valid.", on(AUTH_POLICY, ConditionType.ACCEPTED)),
  INVALID(
      "Invalid",
      "The policy is invalid. Until it is corrected, no client of its AuthServer is evaluated.",
      "Correct what the message says.",
      on(AUTH_POLICY, ConditionType.ACCEPTED)),
  SUPPORTED(
      "Supported",
      "The server supports everything that the policy asks for.",
      on(AUTH_POLICY, ConditionType.ENFORCEABLE)),
  ID_TOKEN_LIFETIME(
      "IdTokenLifetime",
      "Keycloak gives ID tokens the lifetime of access tokens, so it cannot apply idTokenTTL.",
      "Set idTokenTTL to the value of accessTokenTTL, or remove it.",
      on(AUTH_POLICY, ConditionType.ENFORCEABLE)),
  ROTATION_NOT_SUPPORTED(
      "RotationNotSupported",
      "This version of Nauthera does not rotate secrets.",
      "Remove secretRotation, or accept that it has no effect.",
      on(AUTH_POLICY, ConditionType.ENFORCEABLE)),
  EXISTING_CLIENTS_NOT_SUPPORTED(
      "ExistingClientsNotSupported",
      "This version of Nauthera does not support this value of existingClients. It acts as Restrict.",
      "Set existingClients to Restrict.",
      on(AUTH_POLICY, ConditionType.ENFORCEABLE)),
  POLICIES_AGREE(
      "PoliciesAgree",
      "No governing policies conflict.",
      on(AUTH_CLIENT, ConditionType.CONSISTENT),
      on(AUTH_POLICY, ConditionType.CONSISTENT)),
  POLICIES_CONFLICT(
      "PoliciesConflict",
      "Policies impose different authentication methods or secret rotations on the same client. New clients are refused.",
      "Agree on one value with the owners of the policies in the message, or change the selectors so that no client is governed by both.",
      on(AUTH_CLIENT, ConditionType.CONSISTENT),
      on(AUTH_POLICY, ConditionType.CONSISTENT)),
  ROLLED_OUT(
      "RolledOut",
      "The policy is applied to all governed clients.",
      on(AUTH_POLICY, ConditionType.PROGRAMMED, ConditionType.READY)),
  ROLLING_OUT(
      "RollingOut",
      "The policy is not applied to all governed clients yet.",
      "Wait: status.rollout counts the clients. If it stays, look for governed clients that are not Ready.",
      on(AUTH_POLICY, ConditionType.PROGRAMMED)),
  REACHABLE("Reachable", "The server responds.", on(AUTH_SERVER, ConditionType.REACHABLE)),
  AUTHORIZED(
      "Authorized",
      "The credentials are valid and have all roles.",
      on(AUTH_SERVER, ConditionType.AUTHORIZED)),
  AVAILABLE(
      "Available",
      "Clients can be registered at the server.",
      on(AUTH_SERVER, ConditionType.READY));

  /** The conditions of a kind on which a reason can stand. */
  private record Occurrence(ResourceKind kind, Set<ConditionType> conditions) {}

  private final String value;
  private final String meaning;
  private final String whatToDo;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Occurrence> occurrences;

  /** A reason that needs no action. */
  Reason(String value, String meaning, Occurrence... occurrences) {
    this(value, meaning, "Nothing.", occurrences);
  }

  Reason(String value, String meaning, String whatToDo, Occurrence... occurrences) {
    this.value = value;
    this.meaning = meaning;
    this.whatToDo = whatToDo;
    this.occurrences = List.of(occurrences);
  }

  private static Occurrence on(ResourceKind kind, ConditionType... conditions) {
    return new Occurrence(kind, Set.of(conditions));
  }

  public String meaning() {
    return meaning;
  }

  public String whatToDo() {
    return whatToDo;
  }

  /** Whether the reason can stand on a condition of a kind; Ready also copies other reasons. */
  public boolean occursOn(ResourceKind kind, ConditionType condition) {
    return occurrences.stream()
        .anyMatch(
            occurrence -> occurrence.kind() == kind && occurrence.conditions().contains(condition));
  }

  /** Whether the reason can stand on a condition of any kind. */
  public boolean occursOn(ConditionType condition) {
    return condition == ConditionType.READY
        || Stream.of(ResourceKind.values()).anyMatch(kind -> occursOn(kind, condition));
  }

  @Override
  public String toString() {
    return value;
  }
}
