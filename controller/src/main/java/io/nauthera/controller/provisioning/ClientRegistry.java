package io.nauthera.controller.provisioning;

import io.nauthera.controller.provisioning.Comparison.Differs;
import java.util.List;
import java.util.function.Supplier;

/**
 * The clients of one realm. Whatever the server does is a value, never an exception. Every call may
 * be repeated: if an answer was lost, the next call makes up for it. It never decides which client
 * belongs to which AuthClient: {@link Ownership} does.
 */
public interface ClientRegistry {

  /** One call: the client with exactly this id. */
  Lookup find(String clientId);

  /**
   * One call: registers a new client, with the marker of its owner and this secret.
   *
   * @param secret of a client that authenticates with one; never made by the server
   */
  Creation create(DesiredClient desired, String secret);

  /** Which managed fields differ; no call if what this depends on in the realm is known. */
  Comparison compare(RegisteredClient actual, DesiredClient desired);

  /**
   * No call if nothing differs. Otherwise one call, and one more for each scope that is added or
   * removed. Writes only managed fields, and no secret of a client that has one.
   *
   * @param newSecret is asked only if the client has no secret and needs one
   */
  Update update(RegisteredClient actual, DesiredClient desired, Supplier<String> newSecret);

  /** Removes the client with this id of the server; one that does not exist counts as removed. */
  Removal remove(RegisteredClient client);

  /** Keeps the client as it is and removes the marker of its owner. */
  Removal release(RegisteredClient client);

  /**
   * One call: a page of the clients that have a marker.
   *
   * @param first how many clients of the realm to skip
   */
  PageResult page(int first);

  /** The result of {@link #find}. */
  sealed interface Lookup permits Found, Absent, Unavailable {}

  /** The result of {@link #create}. */
  sealed interface Creation permits Created, Exists, Rejected, Unavailable {}

  /** The result of {@link #update}. */
  sealed interface Update permits Updated, Unchanged, Vanished, Rejected, Unavailable {}

  /** The result of {@link #remove} and {@link #release}. */
  sealed interface Removal permits Removed, Unavailable {}

  /** The result of {@link #page}. */
  sealed interface PageResult permits Page, Unavailable {}

  record Found(RegisteredClient client) implements Lookup {}

  record Absent() implements Lookup {}

  record Created(RegisteredClient client) implements Creation {}

  /**
   * The server has a client with this id. Also a client whose id differs only in letter case, which
   * {@link #find} does not return: {@code clientId} is its id.
   */
  record Exists(String clientId) implements Creation {}

  /** The server refuses the client; {@code detail} is a sentence for the developer. */
  record Rejected(String detail) implements Creation, Update {}

  /** The client differed and was changed. */
  record Updated(RegisteredClient client, Differs before) implements Update {}

  /** Nothing was written. */
  record Unchanged(RegisteredClient client) implements Update {}

  /** The client does not exist any more. */
  record Vanished() implements Update {}

  /** The client is gone, or has no marker any more. */
  record Removed() implements Removal {}

  /** {@code next} is the first client of the next page; negative if this page is the last one. */
  record Page(List<RegisteredClient> managed, int next) implements PageResult {
    public Page {
      managed = List.copyOf(managed);
    }
  }
}
