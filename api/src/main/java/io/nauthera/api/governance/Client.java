package io.nauthera.api.governance;

import io.nauthera.api.oauth.ClientName;
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
    CreationOrder creationOrder) {
  public Client {
    labels = Map.copyOf(labels);
  }

  /** The same client, created at another time. */
  public Client createdAs(CreationOrder order) {
    return new Client(name, server, labels, clientId, secretName, order);
  }

  /** Whether the other client, which claims the same, was created before. */
  boolean yieldsTo(Client other) {
    return !other.name.equals(name) && other.creationOrder.compareTo(creationOrder) < 0;
  }
}
