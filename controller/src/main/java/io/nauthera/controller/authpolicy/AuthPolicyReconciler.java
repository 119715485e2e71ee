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
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicyStatus;
import io.nauthera.controller.cluster.ClusterCache;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.cluster.MetadataStore;
import io.nauthera.controller.cluster.ReconcileTriggers;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.status.StatusWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    informer = @Informer(informerListLimit = ClusterCache.PAGE, itemStore = MetadataStore.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class AuthPolicyReconciler implements Reconciler<AuthPolicy> {
  /** The cache may see an AuthPolicy a moment later than the operator SDK. */
  private static final Duration NOT_SEEN_YET = Duration.ofSeconds(1);

  private final ClusterState cluster;
  private final ReconcileTriggers triggers;
  private final StatusWriter statuses;
  private final StatusPatch patch;
  private final Clock clock;
  private final AuthPolicyStatusBuilder status;

  public AuthPolicyReconciler(
      ClusterState cluster,
      ReconcileTriggers triggers,
      StatusWriter statuses,
      StatusPatch patch,
      Clock clock) {
    this.cluster = cluster;
    this.triggers = triggers;
    this.statuses = statuses;
    this.patch = patch;
    this.clock = clock;
    this.status = new AuthPolicyStatusBuilder(cluster);
  }

  @Override
  public List<EventSource<?, AuthPolicy>> prepareEventSources(
      EventSourceContext<AuthPolicy> context) {
    return List.of(triggers.policies());
  }

  @Override
  public UpdateControl<AuthPolicy> reconcile(AuthPolicy stub, Context<AuthPolicy> context) {
    UpdateControl<AuthPolicy> control = UpdateControl.noUpdate();
    Optional<AuthPolicy> seen = cluster.policy(AuthPolicies.name(stub));
    if (seen.isEmpty()) {
      return control.rescheduleAfter(NOT_SEEN_YET);
    }
    AuthPolicy policy = seen.get();
    statuses.write(
        policy,
        policy.getStatus(),
        status.build(policy, clock.instant()),
        AuthPolicyStatus::conditions,
        written -> cluster.wrote(patch.write(new AuthPolicy(), policy, written)));
    return control;
  }
}
