package io.nauthera.controller.cluster;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A cluster that contains what a test puts there. */
public final class InMemoryClusterState implements ClusterState {
  private final ManifestIndex index = new ManifestIndex();
  private final Map<PolicyName, Long> generations = new HashMap<>();
  private final Map<ServerName, AuthServer> servers = new HashMap<>();
  private final Map<ClientName, AuthClient> clients = new HashMap<>();
  private final Map<PolicyName, AuthPolicy> policies = new HashMap<>();
  private long version;

  public InMemoryClusterState put(AuthServer server) {
    version++;
    index.put(server);
    servers.put(AuthServers.name(server), server);
    return this;
  }

  public InMemoryClusterState put(AuthPolicy policy) {
    version++;
    index.put(policy);
    policies.put(AuthPolicies.name(policy), policy);
    generations.put(AuthPolicies.name(policy), policy.getMetadata().getGeneration());
    return this;
  }

  public InMemoryClusterState put(AuthClient client) {
    version++;
    index.put(client);
    clients.put(AuthClients.name(client), client);
    return this;
  }

  public InMemoryClusterState putNamespace(String name) {
    version++;
    index.putNamespace(name, Map.of());
    return this;
  }

  public InMemoryClusterState remove(AuthServer server) {
    index.remove(server);
    servers.remove(AuthServers.name(server));
    version++;
    return this;
  }

  public InMemoryClusterState remove(AuthPolicy policy) {
    index.remove(policy);
    policies.remove(AuthPolicies.name(policy));
    generations.remove(AuthPolicies.name(policy));
    version++;
    return this;
  }

  /** The store has forgotten the server; the index has not yet. */
  public void loseServer(AuthServer server) {
    servers.remove(AuthServers.name(server));
  }

  @Override
  public ManifestIndex index() {
    return index;
  }

  @Override
  public Map<PolicyName, Long> policyGenerations(String namespace) {
    return Map.copyOf(generations);
  }

  @Override
  public Optional<AuthServer> server(ServerName name) {
    return Optional.ofNullable(servers.get(name));
  }

  @Override
  public Optional<AuthClient> client(ClientName name) {
    return Optional.ofNullable(clients.get(name));
  }

  @Override
  public Optional<AuthPolicy> policy(PolicyName name) {
    return Optional.ofNullable(policies.get(name));
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public void wrote(AuthClient client) {
    clients.put(AuthClients.name(client), client);
  }

  @Override
  public void wrote(AuthPolicy policy) {
    policies.put(AuthPolicies.name(policy), policy);
  }

  @Override
  public void wrote(AuthServer server) {
    servers.put(AuthServers.name(server), server);
  }
}
