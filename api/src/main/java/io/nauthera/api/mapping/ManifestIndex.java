package io.nauthera.api.mapping;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.ServerPolicies;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.oauth.ClientMetadata;
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
 * The cluster as the manifests put here say it is. Each is mapped once, when it is put; reads find
 * their answer by index. A manifest that cannot be mapped is no absent one: whoever asks for it or
 * its neighbours gets an IllegalStateException.
 */
public final class ManifestIndex implements ClusterView {
  private final GroupedIndex<String, ServerName, Server> servers = new GroupedIndex<>();
  private final GroupedIndex<String, PolicyName, TargetedPolicy> policies = new GroupedIndex<>();
  private final GroupedIndex<ServerName, ClientName, KnownClient> clients = new GroupedIndex<>();
  private final GroupedIndex<String, ClientName, Client> clientIds = new GroupedIndex<>();
  private final GroupedIndex<String, ClientName, Client> secrets = new GroupedIndex<>();
  private final GroupedIndex<String, String, Map<String, String>> namespaces = new GroupedIndex<>();

  private final ConcurrentMap<ServerName, Prepared> prepared = new ConcurrentHashMap<>();

  /** What a client asks for, and what matters of it for governance. */
  public record KnownClient(Client client, ClientMetadata metadata) {}

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
        () -> AuthPolicies.scoped(policy));
  }

  public void put(AuthClient client) {
    put(
        "AuthClient",
        clients,
        AuthClients.name(client),
        AuthClients.server(client),
        () -> new KnownClient(AuthClients.client(client), AuthClients.metadata(client)));
    Client claims = AuthClients.client(client);
    clientIds.put(claims.name(), idKey(claims.server(), claims.clientId()), claims);
    secrets.put(claims.name(), secretKey(claims.name().namespace(), claims.secretName()), claims);
  }

  private static String idKey(ServerName server, String clientId) {
    return server + " " + clientId;
  }

  private static String secretKey(String namespace, String secretName) {
    return namespace + "/" + secretName;
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
    ClientName name = AuthClients.name(client);
    clients.remove(name);
    clientIds.remove(name);
    secrets.remove(name);
  }

  public void removeNamespace(String name) {
    namespaces.remove(name);
  }

  private static <G, K, V> void put(
      String kind, GroupedIndex<G, K, V> index, K key, G group, Supplier<V> value) {
    try {
      index.put(key, group, value.get());
    } catch (RuntimeException e) {
      index.putFault(
          key,
          group,
          new IllegalStateException(
              "%s %s cannot be read: %s".formatted(kind, key, e.getMessage()), e));
    }
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

  /** Prepared once and kept until a policy or the server changes. */
  @Override
  public ServerPolicies policiesOf(Server server) {
    long changes = policies.changes();
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
    return clients.group(server).stream().map(KnownClient::client).toList();
  }

  @Override
  public Collection<Client> clientsWithId(ServerName server, String clientId) {
    return clientIds.group(idKey(server, clientId));
  }

  @Override
  public Collection<Client> clientsWithSecret(String namespace, String secretName) {
    return secrets.group(secretKey(namespace, secretName));
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

  /** In no order, as are all of each kind. */
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
