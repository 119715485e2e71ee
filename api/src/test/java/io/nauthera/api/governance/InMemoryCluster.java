package io.nauthera.api.governance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster that knows what a test tells it. */
final class InMemoryCluster implements ClusterView {
  private final List<Server> servers = new ArrayList<>();
  private final List<TargetedPolicy> policies = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, Map<String, String>> namespaces = new HashMap<>();

  InMemoryCluster with(Server server) {
    servers.add(server);
    return this;
  }

  InMemoryCluster with(TargetedPolicy policy) {
    policies.add(policy);
    return this;
  }

  InMemoryCluster with(Client client) {
    clients.add(client);
    return this;
  }

  InMemoryCluster withNamespace(String name, Map<String, String> labels) {
    namespaces.put(name, labels);
    return this;
  }

  @Override
  public Optional<Server> server(ServerName name) {
    return servers.stream().filter(server -> server.name().equals(name)).findFirst();
  }

  @Override
  public Collection<Server> serversIn(String namespace) {
    return servers.stream().filter(s -> s.name().namespace().equals(namespace)).toList();
  }

  @Override
  public Collection<TargetedPolicy> policiesIn(String namespace) {
    return policies.stream().filter(p -> p.policy().name().namespace().equals(namespace)).toList();
  }

  @Override
  public Collection<Client> clientsOf(ServerName server) {
    return clients.stream().filter(client -> client.server().equals(server)).toList();
  }

  @Override
  public Collection<Client> clientsWithId(ServerName server, String clientId) {
    return clientsOf(server).stream()
        .filter(client -> client.clientId().equalsIgnoreCase(clientId))
        .toList();
  }

  @Override
  public Collection<Client> clientsWithSecret(String namespace, String secretName) {
    return clients.stream()
        .filter(client ->
            client.name().namespace().equals(namespace) && client.secretName().equals(secretName))
        .toList();
  }

  @Override
  public Optional<Map<String, String>> namespaceLabels(String namespace) {
    return Optional.ofNullable(namespaces.get(namespace));
  }
}
