package io.nauthera.controller.cluster;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;

/** Is called for each resource that depends on something that has changed. */
public interface DependentsListener {
  void client(ClientName name);

  void policy(PolicyName name);

  void server(ServerName name);
}
