package io.nauthera.webhook.admission;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.ServerPolicies;
import io.nauthera.api.governance.TargetedPolicy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster as it is, but for what the subclass answers itself; for one thread and one question.
 */
abstract class ChangedView implements ClusterView {
  final ClusterView cluster;
  private final Map<Server, ServerPolicies> prepared = new HashMap<>();

  ChangedView(ClusterView cluster) {
    this.cluster = cluster;
  }

  @Override
  public final ServerPolicies policiesOf(Server server) {
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
  public Collection<TargetedPolicy> policiesIn(String namespace) {
    return cluster.policiesIn(namespace);
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
