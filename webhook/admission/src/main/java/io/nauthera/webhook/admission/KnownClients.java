package io.nauthera.webhook.admission;

import io.nauthera.api.mapping.ManifestIndex.KnownClient;
import io.nauthera.api.oauth.ClientName;
import java.util.Optional;

/** The AuthClients of the cluster, as they ask to be. */
@FunctionalInterface
public interface KnownClients {
  Optional<KnownClient> client(ClientName name);
}
