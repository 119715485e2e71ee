package io.nauthera.api.governance;

import io.nauthera.api.oauth.ClientName;
import java.util.Comparator;
import java.util.Map;

/**
 * What governance needs of an AuthClient: what policies select it by, and what it claims for itself
 * alone.
 */
public record Client(
    ClientName name,
    ServerName server,
    Map<String, String> labels,
    String clientId,
    String secretName,
    CreationOrder creationOrder,
    Lifecycle lifecycle) {
  /** Of two clients that claim one id, the one that is registered holds it, then the older one. */
  static final Comparator<Client> HOLDER_OF_ID_FIRST =
      Comparator.comparing((Client client) -> !client.isRegistered())
          .thenComparing(Client::creationOrder);

  /** Of two clients that claim one Secret, the older one holds it. */
  static final Comparator<Client> HOLDER_OF_SECRET_FIRST =
      Comparator.comparing(Client::creationOrder);

  public Client {
    labels = Map.copyOf(labels);
  }

  /** The same client, created at another time. */
  public Client createdAs(CreationOrder order) {
    return new Client(name, server, labels, clientId, secretName, order, Lifecycle.NEW);
  }

  /** The same client, as an update of the stored one, whose age it has. */
  public Client updating(Client stored) {
    boolean hasItsId = server.equals(stored.server) && clientId.equalsIgnoreCase(stored.clientId);
    return hasItsId
        ? new Client(
            name, server, labels, clientId, secretName, stored.creationOrder, stored.lifecycle)
        : createdAs(CreationOrder.NEWCOMER);
  }

  /** Whether the server may have a client for it. */
  public boolean isRegistered() {
    return lifecycle == Lifecycle.REGISTERED || lifecycle == Lifecycle.TERMINATING;
  }

  public boolean isTerminating() {
    return lifecycle == Lifecycle.TERMINATING || lifecycle == Lifecycle.REMOVED;
  }

  /** Whether it still needs its AuthServer, and holds its client id there. */
  public boolean needsServer() {
    return lifecycle != Lifecycle.REMOVED;
  }
}
