package io.nauthera.api.index;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.ServerPolicies;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The cluster as described by the manifests that were put here. Each manifest is mapped once, when
 * it is put. One that cannot be mapped does not count as absent: asking for it throws an
 * IllegalStateException, and so does asking for the servers or policies of its namespace.
 */
public final class ManifestIndex implements ClusterView {
  private final GroupedIndex<String, ServerName, Server> servers = new GroupedIndex<>();
  private final GroupedIndex<String, PolicyName, TargetedPolicy> policies = new GroupedIndex<>();
  private final ClientIndex clients = new ClientIndex();
  private final GroupedIndex<String, String, Map<String, String>> namespaces = new GroupedIndex<>();

  private final ConcurrentMap<ServerName, Prepared> prepared = new ConcurrentHashMap<>();

  public void put(AuthServer server) {
    put(
        "AuthServer",
        servers,
        AuthServers.name(server),
        server.getMetadata().getNamespace(),
        () -> AuthServers.server(server));
  }

  public void put(AuthPolicy policy) {
    put(
        "AuthPolicy",
        policies,
        AuthPolicies.name(policy),
        policy.getMetadata().getNamespace(),
        () -> AuthPolicies.targeted(policy));
  }

  public void put(AuthClient client) {
    try {
      clients.put(AuthClients.known(client));
    } catch (RuntimeException e) {
      clients.putFault(
          AuthClients.client(client), fault("AuthClient", AuthClients.name(client), e));
    }
  }

  /** Adds a client that is mapped already. */
  public void put(KnownClient client) {
    clients.put(client);
  }

  public void putNamespace(String name, Map<String, String> labels) {
    namespaces.put(name, "", Map.copyOf(labels));
  }

  public void remove(AuthServer server) {
    servers.remove(AuthServers.name(server));
    prepared.remove(AuthServers.name(server));
  }

  public void remove(AuthPolicy policy) {
    policies.remove(AuthPolicies.name(policy));
  }

  public void remove(AuthClient client) {
    clients.remove(AuthClients.name(client));
  }

  public void removeNamespace(String name) {
    namespaces.remove(name);
  }

  private static <G, K, V> void put(
      String kind, GroupedIndex<G, K, V> index, K key, G group, Supplier<V> value) {
    try {
      index.put(key, group, value.get());
    } catch (RuntimeException e) {
      index.putFault(key, group, fault(kind, key, e));
    }
  }

  private static IllegalStateException fault(String kind, Object name, RuntimeException e) {
    return new IllegalStateException(
        "%s %s cannot be read: %s".formatted(kind, name, e.getMessage()), e);
  }

  @Override
  public Optional<Server> server(ServerName name) {
    return servers.get(name);
  }

  @Override
  public Collection<Server> serversIn(String namespace) {
    return servers.group(namespace);
  }

  @Override
  public Collection<TargetedPolicy> policiesIn(String namespace) {
    return policies.group(namespace);
  }

  /** Computed once and kept until the server or a policy of its namespace changes. */
  @Override
  public ServerPolicies policiesOf(Server server) {
    long changes = policies.changes(server.name().namespace());
    Prepared known = prepared.get(server.name());
    if (known != null && known.changes() == changes && known.server().equals(server)) {
      return known.policies();
    }
    var fresh = new Prepared(server, changes, ClusterView.super.policiesOf(server));
    prepared.put(server.name(), fresh);
    return fresh.policies();
  }

  private record Prepared(Server server, long changes, ServerPolicies policies) {}

  @Override
  public Collection<Client> clientsOf(ServerName server) {
    return clients.of(server);
  }

  @Override
  public Collection<Client> clientsWithId(ServerName server, String clientId) {
    return clients.withId(server, clientId);
  }

  @Override
  public Collection<Client> clientsWithSecret(String namespace, String secretName) {
    return clients.withSecret(namespace, secretName);
  }

  @Override
  public Optional<Map<String, String>> namespaceLabels(String namespace) {
    return namespaces.get(namespace);
  }

  public Optional<TargetedPolicy> policy(PolicyName name) {
    return policies.get(name);
  }

  public Optional<KnownClient> client(ClientName name) {
    return clients.get(name);
  }

  /** All clients, in no order. */
  public Collection<KnownClient> clients() {
    return clients.all();
  }

  public Collection<TargetedPolicy> policies() {
    return policies.all();
  }

  public Collection<Server> servers() {
    return servers.all();
  }
}
