package io.nauthera.api.v1alpha1;

/**
 * Reasons of Events about what the controller did, as one word for programs. They are part of the
 * API. An Event about a change of the condition Ready has the {@link Reason} of the condition
 * instead.
 */
public enum EventReason {
  REGISTERED(
      "Registered",
      Type.Normal,
      ResourceKind.AUTH_CLIENT,
      "The controller registered the client at the server.",
      "Nothing."),
  ADOPTED_PREDECESSOR(
      "AdoptedPredecessor",
      Type.Normal,
      ResourceKind.AUTH_CLIENT,
      "The server had a client of an earlier AuthClient with the same namespace and name. This AuthClient continues with it"
          + " and with its secret.",
      "Nothing."),
  UPDATED(
      "Updated",
      Type.Normal,
      ResourceKind.AUTH_CLIENT,
      "The controller changed the client at the server, because the AuthClient or a policy changed.",
      "Nothing."),
  RESTRICTED(
      "Restricted",
      Type.Warning,
      ResourceKind.AUTH_CLIENT,
      "The controller took away from the client what its policies do not allow any more. The rest of it works.",
      "Change the AuthClient as status.violations says, or ask the owners of the policies."),
  DISABLED(
      "Disabled",
      Type.Warning,
      ResourceKind.AUTH_CLIENT,
      "The controller disabled the client at the server. No login works with it.",
      "Change the AuthClient as status.violations says, or ask the owners of the policies."),
  ENABLED(
      "Enabled",
      Type.Normal,
      ResourceKind.AUTH_CLIENT,
      "The controller enabled the client, which was disabled, at the server.",
      "Nothing."),
  DRIFT_REPAIRED(
      "DriftRepaired",
      Type.Warning,
      ResourceKind.AUTH_CLIENT,
      "The client at the server differed from the AuthClient and its policies. The controller changed it back.",
      "Find out who changes the client at the server. Change the AuthClient or the policy instead."),
  REGISTERED_AGAIN(
      "RegisteredAgain",
      Type.Warning,
      ResourceKind.AUTH_CLIENT,
      "The client was missing at the server. The controller registered it again, with the secret that the Secret contains.",
      "Find out who deleted the client at the server. To remove a client, delete its AuthClient."),
  SECRET_PUBLISHED(
      "SecretPublished",
      Type.Normal,
      ResourceKind.AUTH_CLIENT,
      "The controller wrote the Secret, because it is new, or because the client, its secret at the server or the template changed.",
      "Restart applications that read the Secret only when they start."),
  SECRET_RESTORED(
      "SecretRestored",
      Type.Warning,
      ResourceKind.AUTH_CLIENT,
      "The Secret was deleted or changed by others. The controller wrote it again.",
      "Find out who changes the Secret. Use spec.secretTemplate for keys, labels and annotations of your own."),
  SECRET_REMOVED(
      "SecretRemoved",
      Type.Normal,
      ResourceKind.AUTH_CLIENT,
      "The controller deleted a former Secret of the client, because spec.secretName changed.",
      "Use the Secret that status.clientSecretRef names."),
  REMOVED(
      "Removed",
      Type.Normal,
      ResourceKind.AUTH_CLIENT,
      "The AuthClient is being deleted, and the controller removed the client from the server.",
      "Nothing."),
  RELEASED(
      "Released",
      Type.Normal,
      ResourceKind.AUTH_CLIENT,
      "The AuthClient is being deleted, and its deletionPolicy is Retain. The client stays at the server, and Nauthera does not"
          + " manage it any more.",
      "Remove the client at the server when nothing uses it."),
  ABANDONED(
      "Abandoned",
      Type.Warning,
      ResourceKind.AUTH_CLIENT,
      "The AuthClient is being deleted, the client could not be removed, and the annotation auth.nauthera.io/abandon-remote-client"
          + " asks to abandon it. The client may still work at the server.",
      "Remove the client that the Event names at the server."),
  NOT_OWNED(
      "NotOwned",
      Type.Warning,
      ResourceKind.AUTH_CLIENT,
      "The AuthClient is being deleted, and the client with its id at the server belongs to another owner. The controller did"
          + " not change it.",
      "Check the client at the server. Remove it there if nothing uses it."),
  ORPHANS_FOUND(
      "OrphansFound",
      Type.Warning,
      ResourceKind.AUTH_SERVER,
      "The realm contains clients of Nauthera that no AuthClient of this cluster has.",
      "Remove the clients that the status names at the server if nothing uses them.");

  /** Types of Events, as Kubernetes names them. */
  public enum Type {
    Normal,
    Warning
  }

  private final String value;
  private final Type type;
  private final ResourceKind kind;
  private final String meaning;
  private final String whatToDo;

  EventReason(String value, Type type, ResourceKind kind, String meaning, String whatToDo) {
    this.value = value;
    this.type = type;
    this.kind = kind;
    this.meaning = meaning;
    this.whatToDo = whatToDo;
  }

  public Type type() {
    return type;
  }

  /** The kind of the resource that the Event is about. */
  public ResourceKind kind() {
    return kind;
  }

  public String meaning() {
    return meaning;
  }

  public String whatToDo() {
    return whatToDo;
  }

  @Override
  public String toString() {
    return value;
  }
}
