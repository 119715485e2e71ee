package io.nauthera.controller.provisioning;

/**
 * Registers clients at a server. Whatever the server does is an outcome, never an exception. Every
 * call may be repeated: if an answer was lost, the next call makes up for it.
 */
public interface ClientRegistry {

  /**
   * Makes the client as desired. Writes only what differs, never replaces a secret, and never
   * changes a client of another owner.
   */
  Outcome ensure(DesiredClient desired);

  /** Removes the client if it is the owner's; a client that does not exist counts as removed. */
  Removal remove(String clientId, Owner owner);

  /** Keeps the client as it is and removes the mark of its owner. */
  Removal release(String clientId, Owner owner);

  /**
   * The AuthClient that a registered client belongs to. The uid distinguishes it from a later
   * AuthClient of the same name.
   */
  record Owner(String namespace, String name, String uid) {
    @Override
    public String toString() {
      return namespace + "/" + name + " " + uid;
    }
  }

  /** The result of {@link #ensure}. */
  sealed interface Outcome {}

  /** The result of {@link #remove} and {@link #release}. */
  sealed interface Removal {}

  /** The client did not exist and was created. */
  record Created(RegisteredClient client) implements Outcome {}

  /** The client differed and was changed. */
  record Updated(RegisteredClient client) implements Outcome {}

  /** The client was as desired; nothing was written. */
  record Unchanged(RegisteredClient client) implements Outcome {}

  /** The client belongs to {@code holder}, as far as the server knows. */
  record Taken(String clientId, String holder) implements Outcome, Removal {}

  /** The server refuses the client; {@code detail} is a sentence for the developer. */
  record Rejected(String detail) implements Outcome {}

  /** The client is gone, or has no owner any more. */
  record Removed() implements Removal {}

  /** The server cannot be used now; {@code detail} is a sentence without any secret. */
  record Unavailable(Cause cause, String detail) implements Outcome, Removal {}

  /** Why a server cannot be used. */
  enum Cause {
    UNREACHABLE,
    CREDENTIALS_REJECTED,
    FORBIDDEN,
    REALM_MISSING,
    OVERLOADED
  }
}
