package io.nauthera.controller.connections;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;

/** Is called for what a walk through a realm has found. Must not block. */
public interface DriftListener {

  /**
   * The client of this AuthClient at the server is new to the inventory, has changed or has gone,
   * and the controller did not do it.
   */
  void changed(ServerName server, ClientName client);

  /** The first walk through the realm is complete, or has failed: every client can know more. */
  void walked(ServerName server);
}
