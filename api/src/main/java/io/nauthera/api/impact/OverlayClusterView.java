package io.nauthera.api.impact;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.ServerPolicies;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.policy.PolicyName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster in which one policy or one server is different; for one thread and one question. */
public final class OverlayClusterView implements ClusterView {
  private final ClusterView cluster;
  private final @Nullable PolicyName policyName;
  private final @Nullable TargetedPolicy policy;
  private final @Nullable Server server;
  private final Map<Server, ServerPolicies> policies = new HashMap<>();

  private OverlayClusterView(
      ClusterView cluster,
      @Nullable PolicyName policyName,
      @Nullable TargetedPolicy policy,
      @Nullable Server server) {
    this.cluster = cluster;
    this.policyName = policyName;
    this.policy = policy;
    this.server = server;
  }

  /** The cluster in which the policy is as given; null where it does not exist. */
  public static OverlayClusterView withPolicy(
      ClusterView cluster, PolicyName name, @Nullable TargetedPolicy policy) {
    return new OverlayClusterView(cluster, name, policy, null);
  }

  public static OverlayClusterView withServer(ClusterView cluster, Server server) {
    return new OverlayClusterView(cluster, null, null, server);
  }

  @Override
  public Optional<Server> server(ServerName name) {
    return server != null && server.name().equals(name)
        ? Optional.of(server)
        : cluster.server(name);
  }

  @Override
  public Collection<Server> serversIn(String namespace) {
    Collection<Server> all = cluster.serversIn(namespace);
    if (server == null || !server.name().namespace().equals(namespace)) {
      return all;
    }
    List<Server> servers = new ArrayList<>(all);
    servers.removeIf(other -> other.name().equals(server.name()));
    servers.add(server);
    return servers;
  }

  @Override
  public Collection<TargetedPolicy> policiesIn(String namespace) {
    Collection<TargetedPolicy> all = cluster.policiesIn(namespace);
    if (policyName == null || !policyName.namespace().equals(namespace)) {
      return all;
    }
    List<TargetedPolicy> changed = new ArrayList<>(all);
    changed.removeIf(other -> other.policy().name().equals(policyName));
    if (policy != null) {
      changed.add(policy);
    }
    return changed;
  }

  @Override
  public ServerPolicies policiesOf(Server of) {
    return policies.computeIfAbsent(of, ClusterView.super::policiesOf);
  }

  @Override
  public Collection<Client> clientsOf(ServerName name) {
    return cluster.clientsOf(name);
  }

  @Override
  public Collection<Client> clientsWithId(ServerName name, String clientId) {
    return cluster.clientsWithId(name, clientId);
  }

  @Override
  public Collection<Client> clientsWithSecret(String namespace, String secretName) {
    return cluster.clientsWithSecret(namespace, secretName);
  }

  @Override
  public Optional<Map<String, String>> namespaceLabels(String namespace) {
    return cluster.namespaceLabels(namespace);
  }
}
