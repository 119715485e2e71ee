package io.nauthera.api.governance;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What governance needs to know of a cluster, as it is known at this moment. Answers from memory.
 */
public interface ClusterView {
  Optional<Server> server(ServerName name);

  Collection<Server> serversIn(String namespace);

  Collection<TargetedPolicy> policiesIn(String namespace);

  /** The policies of the server's namespace that count for it. */
  default ServerPolicies policiesOf(Server server) {
    return ServerPolicies.of(server, policiesIn(server.name().namespace()));
  }

  Collection<Client> clientsOf(ServerName server);

  /** Those who claim the client id at the server. */
  Collection<Client> clientsWithId(ServerName server, String clientId);

  /** Those who claim the Secret. */
  Collection<Client> clientsWithSecret(String namespace, String secretName);

  /** Empty where the namespace is not known (yet). */
  Optional<Map<String, String>> namespaceLabels(String namespace);
}
