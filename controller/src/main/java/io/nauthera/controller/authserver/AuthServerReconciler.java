package io.nauthera.controller.authserver;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerStatus;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.controller.cluster.ClusterCache;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.cluster.MetadataStore;
import io.nauthera.controller.cluster.ReconcileTriggers;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.StatusWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Checks at intervals whether an AuthServer can be used. */
@RateLimited(maxReconciliations = 1, within = 2) // each AuthClient that comes or goes triggers it
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 30_000)
@ControllerConfiguration(
    name = "authserver",
    fieldManager = Names.FIELD_MANAGER,
    informer = @Informer(informerListLimit = ClusterCache.PAGE, itemStore = MetadataStore.class))
public final class AuthServerReconciler implements Reconciler<AuthServer> {
  private static final Duration WHILE_READY = Duration.ofSeconds(60);
  private static final Duration WHILE_NOT_READY = Duration.ofSeconds(5);

  /** The cache may see an AuthServer a moment later than the operator SDK. */
  private static final Duration NOT_SEEN_YET = Duration.ofSeconds(1);

  private final ClusterState cluster;
  private final ReconcileTriggers triggers;
  private final StatusWriter statuses;
  private final StatusPatch patch;
  private final Clock clock;
  private final AuthServerStatusBuilder status;

  /** {@code clusterUid} is the uid of this cluster, as in the marker of a client. */
  public AuthServerReconciler(
      ClusterState cluster,
      ReconcileTriggers triggers,
      Realms realms,
      StatusWriter statuses,
      StatusPatch patch,
      Clock clock,
      String clusterUid) {
    this.cluster = cluster;
    this.triggers = triggers;
    this.statuses = statuses;
    this.patch = patch;
    this.clock = clock;
    this.status = new AuthServerStatusBuilder(cluster, realms, clusterUid);
  }

  @Override
  public List<EventSource<?, AuthServer>> prepareEventSources(
      EventSourceContext<AuthServer> context) {
    return List.of(triggers.servers());
  }

  @Override
  public UpdateControl<AuthServer> reconcile(AuthServer stub, Context<AuthServer> context) {
    UpdateControl<AuthServer> control = UpdateControl.noUpdate();
    Optional<AuthServer> seen = cluster.server(AuthServers.name(stub));
    if (seen.isEmpty()) {
      return control.rescheduleAfter(NOT_SEEN_YET);
    }
    AuthServer server = seen.get();
    AuthServerStatus after = status.build(server, clock.instant());
    statuses.write(
        server,
        server.getStatus(),
        after,
        AuthServerStatus::conditions,
        AuthServerStatusBuilder.happenings(server.getStatus(), after),
        written -> cluster.wrote(patch.write(new AuthServer(), server, written)));
    boolean ready = Conditions.isTrue(after.conditions(), ConditionType.READY);
    return control.rescheduleAfter(ready ? WHILE_READY : WHILE_NOT_READY);
  }
}
