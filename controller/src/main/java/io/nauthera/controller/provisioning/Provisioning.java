package io.nauthera.controller.provisioning;

import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import java.util.SortedSet;

/** What became of a client at the server: the result of {@link ClientProvisioner}. */
public sealed interface Provisioning {

  /** The client is at the server as desired. */
  record Done(RegisteredClient client, DesiredClient desired, Change change)
      implements Provisioning {}

  /** The client is there, but the server changes {@code fields} back after each write. */
  record Overruled(RegisteredClient client, DesiredClient desired, SortedSet<String> fields)
      implements Provisioning {}

  /** The client id is used at the server, by a client that is not the AuthClient's. */
  record Taken(String clientId, Ownership ownership) implements Provisioning {}

  /** The server refuses the client. */
  record Refused(Rejected why) implements Provisioning {}

  /** The server cannot be used now. */
  record Failed(Unavailable why) implements Provisioning {}

  /** What the server has is not known yet, so nothing was done. */
  record NotKnownYet() implements Provisioning {}

  /** What was done to reach the desired state. */
  sealed interface Change {}

  /** Nothing: the client was as desired. */
  record Nothing() implements Change {}

  /** The client was registered for the first time. */
  record Registered() implements Change {}

  /** The client was missing at the server, and was registered again. */
  record RegisteredAgain() implements Change {}

  /** The client of an earlier AuthClient of the same name was continued. */
  record Continued() implements Change {}

  /** These fields were changed. */
  record Changed(SortedSet<String> fields) implements Change {}
}
