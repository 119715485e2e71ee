package io.nauthera.controller.credentials;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.List;
import java.util.Optional;

/** Puts the credentials of a client where its application finds them. */
public interface CredentialsPublisher {

  /**
   * Writes only what differs, and never overwrites a Secret that the AuthClient does not own.
   *
   * @param settings their authentication method decides whether there must be a secret
   */
  Publication publish(
      AuthClient client,
      PublishedSettings settings,
      RegisteredClient registered,
      Endpoints endpoints);

  /**
   * The client secret that the Secret of the client contains now; empty if the Secret does not
   * exist, is not owned by the AuthClient, or has no client secret.
   *
   * @throws SecretUnreadableException if the API server does not let the controller read the
   *     Secret. The Secret may still contain one, so the caller must not make a new one.
   */
  Optional<String> publishedSecret(AuthClient client);

  /** The result of {@link #publish}; {@code name} is that of the Secret. */
  sealed interface Publication {}

  /** The Secret contains the credentials; {@code removed} are former Secrets of the client. */
  record Published(String name, Write write, List<String> removed) implements Publication {
    public Published {
      removed = List.copyOf(removed);
    }

    /** Nothing was written. */
    public Published(String name) {
      this(name, Write.NONE, List.of());
    }
  }

  /** What was written into the Secret. */
  enum Write {
    /** The Secret was as it should be. */
    NONE,
    /** The Secret is new, or changed with the client. */
    PUBLISHED,
    /** Others had deleted or changed the Secret. */
    RESTORED
  }

  /**
   * A Secret of that name exists that the AuthClient does not own; {@code isOwnerLost} if the
   * controller wrote it, and its owner reference was removed later.
   */
  record NotOwned(String name, boolean isOwnerLost) implements Publication {}

  /** The client needs a secret, and the server did not show it. The Secret stays as it is. */
  record NoClientSecret(String name) implements Publication {}

  /** The Secret cannot be written; {@code why} is a clause that says what to do. */
  record Refused(String name, String why) implements Publication {}

  /** The former Secret {@code name} cannot be deleted; {@code why} says what to do. */
  record NotRemoved(String name, String why) implements Publication {}

  /** The API server does not let the controller read a Secret. */
  final class SecretUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SecretUnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
