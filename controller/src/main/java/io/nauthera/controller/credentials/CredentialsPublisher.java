package io.nauthera.controller.credentials;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;

/** Puts the credentials of a client where its application finds them. */
public interface CredentialsPublisher {

  /** Writes only what differs, and never overwrites a Secret that the AuthClient does not own. */
  Publication publish(AuthClient client, RegisteredClient registered, Endpoints endpoints);

  /** The result of {@link #publish}; {@code name} is that of the Secret. */
  sealed interface Publication {}

  /** The Secret contains the credentials. */
  record Published(String name) implements Publication {}

  /** A Secret of that name exists that the AuthClient does not own. */
  record NotOwned(String name) implements Publication {}

  /** The API server refuses the Secret; {@code why} contains no value of it. */
  record Refused(String name, String why) implements Publication {}
}
