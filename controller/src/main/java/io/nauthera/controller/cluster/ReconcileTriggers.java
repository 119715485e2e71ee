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

/** Reconciles a resource again when something that it depends on has changed. */
public final class ReconcileTriggers {
  private final SimpleInboundEventSource<AuthClient> clients =
      new SimpleInboundEventSource<>("dependent-clients");
  private final SimpleInboundEventSource<AuthPolicy> policies =
      new SimpleInboundEventSource<>("dependent-policies");
  private final SimpleInboundEventSource<AuthServer> servers =
      new SimpleInboundEventSource<>("dependent-servers");

  public SimpleInboundEventSource<AuthClient> clients() {
    return clients;
  }

  public SimpleInboundEventSource<AuthPolicy> policies() {
    return policies;
  }

  public SimpleInboundEventSource<AuthServer> servers() {
    return servers;
  }

  public void client(ClientName name) {
    trigger(clients, new ResourceID(name.name(), name.namespace()));
  }

  public void policy(PolicyName name) {
    trigger(policies, new ResourceID(name.name(), name.namespace()));
  }

  public void server(ServerName name) {
    trigger(servers, new ResourceID(name.name(), name.namespace()));
  }

  /** A reconciler that has not started needs no event: it starts with every resource. */
  private static <P extends HasMetadata> void trigger(
      SimpleInboundEventSource<P> source, ResourceID id) {
    if (source.isRunning()) {
      source.propagateEvent(id);
    }
  }
}
