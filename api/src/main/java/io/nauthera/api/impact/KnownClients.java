package io.nauthera.api.impact;

import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.oauth.ClientName;
import java.util.Optional;

/** The AuthClients of the cluster, by name. */
@FunctionalInterface
public interface KnownClients {
  Optional<KnownClient> client(ClientName name);
}
