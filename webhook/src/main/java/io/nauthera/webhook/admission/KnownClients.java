package io.nauthera.webhook.admission;

import io.nauthera.api.governance.Client;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import java.util.Optional;

/** The AuthClients of the cluster, as they ask to be. */
public interface KnownClients {
  Optional<KnownClient> client(ClientName name);

  /** What a client asks for, and what matters of it for governance. */
  record KnownClient(Client client, ClientMetadata metadata) {}
}
