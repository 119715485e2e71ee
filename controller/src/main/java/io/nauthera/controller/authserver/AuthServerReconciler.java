package io.nauthera.controller.authserver;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerStatus;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.controller.cluster.ClusterCache;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.cluster.ReconcileTriggers;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.StatusWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Checks at intervals whether an AuthServer can be used. */
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 30_000)
@ControllerConfiguration(
    name = "authserver",
    fieldManager = Names.FIELD_MANAGER,
    informer = @Informer(informerListLimit = ClusterCache.PAGE))
public final class AuthServerReconciler implements Reconciler<AuthServer> {
  private static final Duration WHILE_READY = Duration.ofSeconds(60);
  private static final Duration WHILE_NOT_READY = Duration.ofSeconds(5);

  private final ReconcileTriggers triggers;
  private final StatusWriter statuses;
  private final Clock clock;
  private final AuthServerStatusBuilder status;

  public AuthServerReconciler(
      ClusterState cluster,
      ReconcileTriggers triggers,
      Realms realms,
      StatusWriter statuses,
      Clock clock) {
    this.triggers = triggers;
    this.statuses = statuses;
    this.clock = clock;
    this.status = new AuthServerStatusBuilder(cluster, realms);
  }

  @Override
  public List<EventSource<?, AuthServer>> prepareEventSources(
      EventSourceContext<AuthServer> context) {
    return List.of(triggers.servers());
  }

  @Override
  public UpdateControl<AuthServer> reconcile(AuthServer server, Context<AuthServer> context) {
    AuthServerStatus after = status.build(server, clock.instant());
    statuses.write(
        server,
        server.getStatus(),
        after,
        AuthServerStatus::conditions,
        written -> StatusPatch.write(new AuthServer(), server, written, context));
    boolean ready = Conditions.isTrue(after.conditions(), ConditionType.READY);
    return UpdateControl.<AuthServer>noUpdate()
        .rescheduleAfter(ready ? WHILE_READY : WHILE_NOT_READY);
  }
}
