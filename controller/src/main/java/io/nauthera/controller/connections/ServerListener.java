package io.nauthera.controller.connections;

import io.nauthera.api.governance.ServerName;

/**
 * Is called when the calls to a server were stopped, when the reason has changed, when they are
 * possible again, and when the server has other endpoints. Must not block.
 */
public interface ServerListener {
  void changed(ServerName server);
}
