package io.nauthera.controller.provisioning;

/**
 * Where clients are registered. Never throws for what a server may do: every answer is an outcome.
 * Calls may be repeated: a call whose answer was lost is made good by the next.
 */
public interface ClientRegistry {

  /**
   * Makes the client what is desired. Writes nothing where nothing differs, never replaces a
   * secret, and never touches a client that belongs to somebody else.
   */
  Outcome ensure(DesiredClient desired);

  /** Removes the client if it is the owner's; nothing to remove is fine. */
  Removal remove(String clientId, Owner owner);

  /** Leaves the client as it is and takes the owner's mark off it. */
  Removal release(String clientId, Owner owner);

  /** What became of a client that was to be made so. */
  sealed interface Outcome {}

  /** What became of a client that was to be removed. */
  sealed interface Removal {}

  /** It was not there and is now. */
  record Created(RegisteredClient client) implements Outcome {}

  /** It was different and is now as desired. */
  record Updated(RegisteredClient client) implements Outcome {}

  /** It was as desired: nothing was written. */
  record Unchanged(RegisteredClient client) implements Outcome {}

  /** It is somebody else's; {@code holder} says whose, as far as can be told. */
  record Taken(String clientId, String holder) implements Outcome, Removal {}

  /** It cannot be as desired, and asking again would not help: a sentence for the developer. */
  record Rejected(String detail) implements Outcome {}

  /** It is gone. */
  record Removed() implements Removal {}

  /**
   * The server cannot be asked now; {@code cause} says why, {@code detail} is a sentence without
   * any secret.
   */
  record Unavailable(Cause cause, String detail) implements Outcome, Removal {}

  /** Why a server cannot be asked. */
  enum Cause {
    UNREACHABLE,
    CREDENTIALS_REJECTED,
    FORBIDDEN,
    REALM_MISSING,
    OVERLOADED
  }
}
