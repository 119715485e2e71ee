package io.nauthera.controller.cluster;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Passes on what a change affects.
 *
 * @param inTurn reconciles clients of one server, spread over time
 * @param unused forgets the connection to a server
 */
public record Dependents(
    ReconcileTriggers triggers,
    BiConsumer<ServerName, Collection<ClientName>> inTurn,
    Consumer<ServerName> unused)
    implements ClusterCache.DependentsListener {

  @Override
  public void client(ClientName name) {
    triggers.client(name);
  }

  @Override
  public void policy(PolicyName name) {
    triggers.policy(name);
  }

  @Override
  public void server(ServerName name) {
    triggers.server(name);
  }

  @Override
  public void clientsInTurn(ServerName server, Collection<ClientName> names) {
    inTurn.accept(server, names);
  }

  @Override
  public void serverUnused(ServerName name) {
    unused.accept(name);
  }
}
