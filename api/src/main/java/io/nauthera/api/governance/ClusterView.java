package io.nauthera.api.governance;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What governance needs to know about a cluster, as known at this moment. Answers from memory. */
public interface ClusterView {
  Optional<Server> server(ServerName name);

  Collection<Server> serversIn(String namespace);

  Collection<TargetedPolicy> policiesIn(String namespace);

  /** The policies of the server's namespace that the server selects. */
  default ServerPolicies policiesOf(Server server) {
    return ServerPolicies.of(server, policiesIn(server.name().namespace()));
  }

  Collection<Client> clientsOf(ServerName server);

  /** The clients that claim the client id at the server, ignoring case. */
  Collection<Client> clientsWithId(ServerName server, String clientId);

  /** The clients that claim the Secret. */
  Collection<Client> clientsWithSecret(String namespace, String secretName);

  /** Empty where the namespace is not known (yet). */
  Optional<Map<String, String>> namespaceLabels(String namespace);
}
