package io.nauthera.api.governance;

import io.nauthera.api.oauth.ClientMetadata;

/** A client with what it asks for. */
public record KnownClient(Client client, ClientMetadata metadata) {
  /** The same client, as one that is not stored yet. */
  public KnownClient asNewcomer() {
    return createdAs(CreationOrder.NEWCOMER);
  }

  /** The same client, created at another time. */
  public KnownClient createdAs(CreationOrder order) {
    return new KnownClient(client.createdAs(order), metadata);
  }

  /** The same client, as an update of the stored one. */
  public KnownClient updating(KnownClient stored) {
    return new KnownClient(client.updating(stored.client), metadata);
  }
}
