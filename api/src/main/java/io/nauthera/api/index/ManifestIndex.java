package io.nauthera.api.index;

import io.fabric8.kubernetes.api.model.HasMetadata;
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
import io.nauthera.api.mapping.ReadFault;
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
import java.util.function.Consumer;

/**
 * The cluster as described by the manifests that were put here. Each manifest is mapped once, when
 * it is put. One that cannot be read does not count as absent: asking for it, or for the policies
 * of a client that it governs, throws an UnreadableResourceException.
 */
public final class ManifestIndex implements ClusterView {
  private final GroupedIndex<String, ServerName, Server> servers = new GroupedIndex<>();
  private final GroupedIndex<String, PolicyName, TargetedPolicy> policies = new GroupedIndex<>();
  private final ClientIndex clients = new ClientIndex();
  private final GroupedIndex<String, String, Map<String, String>> namespaces = new GroupedIndex<>();

  private final ConcurrentMap<ServerName, Prepared> prepared = new ConcurrentHashMap<>();

  /** Returns what cannot be read; empty where everything can. */
  public Optional<String> put(AuthServer server) {
    ServerName name = AuthServers.name(server);
    return put(
        "AuthServer " + name,
        server,
        () -> servers.put(name, name.namespace(), AuthServers.server(server)),
        fault -> servers.putFault(name, name.namespace(), fault));
  }

  /** Returns what cannot be read; empty where everything can. */
  public Optional<String> put(AuthPolicy policy) {
    PolicyName name = AuthPolicies.name(policy);
    return put(
        "AuthPolicy " + name,
        policy,
        () -> policies.put(name, name.namespace(), AuthPolicies.targeted(policy)),
        fault -> policies.put(name, name.namespace(), AuthPolicies.unreadable(policy, fault)));
  }

  /** Returns what cannot be read; empty where everything can. */
  public Optional<String> put(AuthClient client) {
    ClientName name = AuthClients.name(client);
    return put(
        "AuthClient " + name,
        client,
        () -> clients.put(AuthClients.known(client)),
        fault -> {
          if (client.getSpec() == null) {
            clients.putFault(name, fault);
          } else {
            clients.putFault(AuthClients.client(client), fault);
          }
        });
  }

  private static Optional<String> put(
      String what, HasMetadata resource, Runnable sound, Consumer<String> faulty) {
    String reason = ReadFault.of(resource).map(ReadFault::toString).orElse(null);
    if (reason == null) {
      try {
        sound.run();
        return Optional.empty();
      } catch (RuntimeException e) {
        reason = String.valueOf(e.getMessage());
      }
    }
    String fault = what + " cannot be read: " + reason;
    faulty.accept(fault);
    return Optional.of(fault);
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

  /** The policy with its selectors, also where the rest of it cannot be read. */
  public Optional<TargetedPolicy> targetedPolicy(PolicyName name) {
    return policies.get(name);
  }

  public Optional<TargetedPolicy> policy(PolicyName name) {
    return policies.get(name).map(TargetedPolicy::orFail);
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
