package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;

/** Makes reconcilers look again at a resource that a change elsewhere concerns. */
public final class Triggers implements Cluster.Concerned {
  private final SimpleInboundEventSource<AuthClient> clients =
      new SimpleInboundEventSource<>("concerned-clients");
  private final SimpleInboundEventSource<AuthPolicy> policies =
      new SimpleInboundEventSource<>("concerned-policies");
  private final SimpleInboundEventSource<AuthServer> servers =
      new SimpleInboundEventSource<>("concerned-servers");

  public SimpleInboundEventSource<AuthClient> clients() {
    return clients;
  }

  public SimpleInboundEventSource<AuthPolicy> policies() {
    return policies;
  }

  public SimpleInboundEventSource<AuthServer> servers() {
    return servers;
  }

  @Override
  public void client(ClientName name) {
    tell(clients, new ResourceID(name.name(), name.namespace()));
  }

  @Override
  public void policy(PolicyName name) {
    tell(policies, new ResourceID(name.name(), name.namespace()));
  }

  @Override
  public void server(ServerName name) {
    tell(servers, new ResourceID(name.name(), name.namespace()));
  }

  /** Before a reconciler runs nothing needs to be told: it looks at everything when it starts. */
  private static <P extends HasMetadata> void tell(
      SimpleInboundEventSource<P> source, ResourceID id) {
    if (source.isRunning()) {
      source.propagateEvent(id);
    }
  }
}
