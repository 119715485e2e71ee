package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A cluster in which one server is as given. */
final class ChangedServerView extends ChangedView {
  private final Server server;

  ChangedServerView(ClusterView cluster, Server server) {
    super(cluster);
    this.server = server;
  }

  @Override
  public Optional<Server> server(ServerName name) {
    return name.equals(server.name()) ? Optional.of(server) : cluster.server(name);
  }

  @Override
  public Collection<Server> serversIn(String namespace) {
    if (!namespace.equals(server.name().namespace())) {
      return cluster.serversIn(namespace);
    }
    List<Server> servers = new ArrayList<>(cluster.serversIn(namespace));
    servers.removeIf(other -> other.name().equals(server.name()));
    servers.add(server);
    return servers;
  }
}
