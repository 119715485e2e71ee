package io.nauthera.controller.cluster;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.connections.DriftListener;
import io.nauthera.controller.connections.ServerListener;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reconciles the clients for which a walk through a realm has found something, and those whose
 * server cannot be used any more, or can be used again.
 */
public final class DriftTriggers implements DriftListener, ServerListener {
  private final ReconcileTriggers triggers;
  private final SpreadTriggers inTurn;
  private final AtomicReference<ClusterState> cluster = new AtomicReference<>();

  /** Does nothing until it knows a cluster. */
  public DriftTriggers(ReconcileTriggers triggers, SpreadTriggers inTurn) {
    this.triggers = triggers;
    this.inTurn = inTurn;
  }

  public void know(ClusterState state) {
    cluster.set(state);
  }

  @Override
  public void changed(ServerName server, ClientName client) {
    triggers.client(client);
    triggers.server(server);
  }

  /** While the server cannot be used, its clients say so without calling it. */
  @Override
  public void changed(ServerName server) {
    wakeAll(server);
  }

  /** They waited for the walk. */
  @Override
  public void walked(ServerName server) {
    wakeAll(server);
  }

  private void wakeAll(ServerName server) {
    ClusterState state = cluster.get();
    if (state != null) {
      inTurn.wake(server, state.index().clientsOf(server).stream().map(Client::name).toList());
    }
    triggers.server(server);
  }
}
