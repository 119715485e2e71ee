package io.nauthera.api.v1alpha1;

import static io.nauthera.api.v1alpha1.ResourceKind.AUTH_CLIENT;
import static io.nauthera.api.v1alpha1.ResourceKind.AUTH_POLICY;
import static io.nauthera.api.v1alpha1.ResourceKind.AUTH_SERVER;
import static io.nauthera.api.v1alpha1.ResourceKind.USER_STORE;

import java.util.List;
import java.util.Optional;

/** Condition types. All have positive polarity: True is the good case. */
public enum ConditionType {
  RESOLVED_REFS(
      "ResolvedRefs",
      on(AUTH_CLIENT, "The AuthServer and at least one governing policy exist."),
      on(USER_STORE, "The Secrets that the UserStore names exist and have the keys.")),
  ACCEPTED(
      "Accepted",
      on(AUTH_CLIENT, "The governing policies allow the client."),
      on(AUTH_POLICY, "The policy is valid."),
      on(
          AUTH_SERVER,
          "The spec can be used. The condition is absent unless this version cannot use it.")),
  PROGRAMMED(
      "Programmed",
      on(AUTH_CLIENT, "The client is registered at the server."),
      on(AUTH_POLICY, "The policy is applied to all governed clients."),
      on(USER_STORE, "The realms that use the UserStore have its users.")),
  CREDENTIALS_PUBLISHED(
      "CredentialsPublished", on(AUTH_CLIENT, "The Secret contains the credentials.")),
  ENFORCEABLE(
      "Enforceable",
      on(AUTH_POLICY, "Nauthera and the server support everything that the policy asks for.")),
  CONSISTENT(
      "Consistent",
      on(AUTH_CLIENT, "The governing policies do not conflict."),
      on(AUTH_POLICY, "The policy does not conflict with another policy of the same clients.")),
  REACHABLE("Reachable", on(AUTH_SERVER, "The server responds.")),
  AUTHORIZED(
      "Authorized",
      on(
          AUTH_SERVER,
          "The server accepts the credentials, and they have the roles that Nauthera needs.")),
  READY(
      "Ready",
      on(
          AUTH_CLIENT,
          "ResolvedRefs, Accepted, Programmed and CredentialsPublished are True: applications can use the client."),
      on(AUTH_POLICY, "Accepted and Programmed are True: the policy is in force."),
      on(AUTH_SERVER, "All other conditions are True: clients can be registered."));

  /** What it means on one kind that the condition is True. */
  private record Meaning(ResourceKind kind, String sentence) {}

  private final String value;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Meaning> meanings;

  ConditionType(String value, Meaning... meanings) {
    this.value = value;
    this.meanings = List.of(meanings);
  }

  private static Meaning on(ResourceKind kind, String sentence) {
    return new Meaning(kind, sentence);
  }

  /** What it means that the condition is True; empty if the kind does not have it. */
  public Optional<String> meaning(ResourceKind kind) {
    return meanings.stream()
        .filter(meaning -> meaning.kind() == kind)
        .map(Meaning::sentence)
        .findFirst();
  }

  @Override
  public String toString() {
    return value;
  }
}
