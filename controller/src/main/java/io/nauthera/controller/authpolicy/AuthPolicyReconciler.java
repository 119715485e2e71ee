package io.nauthera.controller.authpolicy;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicyStatus;
import io.nauthera.controller.cluster.ClusterCache;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.cluster.ReconcileTriggers;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.status.StatusWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reports which clients an AuthPolicy governs and how far it is applied; the reconciler of the
 * clients applies it.
 */
@RateLimited(maxReconciliations = 2, within = 1) // a rollout changes every client's status
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 30_000)
@ControllerConfiguration(
    name = "authpolicy",
    fieldManager = Names.FIELD_MANAGER,
    informer = @Informer(informerListLimit = ClusterCache.PAGE),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class AuthPolicyReconciler implements Reconciler<AuthPolicy> {
  private final ReconcileTriggers triggers;
  private final StatusWriter statuses;
  private final Clock clock;
  private final AuthPolicyStatusBuilder status;

  public AuthPolicyReconciler(
      ClusterState cluster, ReconcileTriggers triggers, StatusWriter statuses, Clock clock) {
    this.triggers = triggers;
    this.statuses = statuses;
    this.clock = clock;
    this.status = new AuthPolicyStatusBuilder(cluster);
  }

  @Override
  public List<EventSource<?, AuthPolicy>> prepareEventSources(
      EventSourceContext<AuthPolicy> context) {
    return List.of(triggers.policies());
  }

  @Override
  public UpdateControl<AuthPolicy> reconcile(AuthPolicy policy, Context<AuthPolicy> context) {
    AuthPolicyStatus after = status.build(policy, clock.instant());
    statuses.write(
        policy,
        policy.getStatus(),
        after,
        AuthPolicyStatus::conditions,
        written -> StatusPatch.write(new AuthPolicy(), policy, written, context));
    return UpdateControl.noUpdate();
  }
}
