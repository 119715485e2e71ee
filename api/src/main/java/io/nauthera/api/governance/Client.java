package io.nauthera.api.governance;

import io.nauthera.api.oauth.ClientName;
import java.util.Map;

/**
 * What matters of an AuthClient for governance: whom it is governed by, and what it claims for
 * itself alone.
 */
public record Client(
    ClientName name,
    ServerName server,
    Map<String, String> labels,
    String clientId,
    String secretName,
    CreationOrder seniority) {
  public Client {
    labels = Map.copyOf(labels);
  }

  /** The same client, as one that has yet to be admitted. */
  public Client asNewcomer() {
    return new Client(name, server, labels, clientId, secretName, CreationOrder.NEWCOMER);
  }

  /** Whether the other, who claims the same, was there before. */
  boolean yieldsTo(Client other) {
    return !other.name.equals(name) && other.seniority.compareTo(seniority) < 0;
  }
}
