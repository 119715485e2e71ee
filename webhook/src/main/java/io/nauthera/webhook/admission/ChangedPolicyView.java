package io.nauthera.webhook.admission;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.ScopedPolicy;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.ServerPolicies;
import io.nauthera.api.policy.PolicyName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in which one policy is as given: other than it is, or, where that is null, not there.
 * For one thread and one question.
 */
final class ChangedPolicyView implements ClusterView {
  private final ClusterView cluster;
  private final PolicyName name;
  private final @Nullable ScopedPolicy policy;
  private final Map<Server, ServerPolicies> prepared = new HashMap<>();

  ChangedPolicyView(ClusterView cluster, PolicyName name, @Nullable ScopedPolicy policy) {
    this.cluster = cluster;
    this.name = name;
    this.policy = policy;
  }

  @Override
  public Collection<ScopedPolicy> policiesIn(String namespace) {
    if (!namespace.equals(name.namespace())) {
      return cluster.policiesIn(namespace);
    }
    List<ScopedPolicy> policies = new ArrayList<>(cluster.policiesIn(namespace));
    policies.removeIf(other -> other.policy().name().equals(name));
    if (policy != null) {
      policies.add(policy);
    }
    return policies;
  }

  @Override
  public ServerPolicies policiesOf(Server server) {
    return prepared.computeIfAbsent(server, ClusterView.super::policiesOf);
  }

  @Override
  public Optional<Server> server(ServerName server) {
    return cluster.server(server);
  }

  @Override
  public Collection<Server> serversIn(String namespace) {
    return cluster.serversIn(namespace);
  }

  @Override
  public Collection<Client> clientsOf(ServerName server) {
    return cluster.clientsOf(server);
  }

  @Override
  public Collection<Client> clientsWithId(ServerName server, String clientId) {
    return cluster.clientsWithId(server, clientId);
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
