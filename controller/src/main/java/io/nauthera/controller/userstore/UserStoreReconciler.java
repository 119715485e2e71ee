package io.nauthera.controller.userstore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.UserStore;
import io.nauthera.api.v1alpha1.UserStoreStatus;
import io.nauthera.controller.cluster.ClusterCache;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.StatusWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Checks at intervals whether the Secrets of a UserStore exist. */
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 30_000)
@ControllerConfiguration(
    name = "userstore",
    fieldManager = Names.FIELD_MANAGER,
    informer = @Informer(informerListLimit = ClusterCache.PAGE))
public final class UserStoreReconciler implements Reconciler<UserStore> {
  private static final Duration WHILE_RESOLVED = Duration.ofMinutes(10);
  private static final Duration WHILE_NOT_RESOLVED = Duration.ofSeconds(30);

  private final UserStoreStatusBuilder status;
  private final StatusWriter statuses;
  private final StatusPatch patch;
  private final Clock clock;

  public UserStoreReconciler(
      KubernetesClient kubernetes, StatusWriter statuses, StatusPatch patch, Clock clock) {
    this.status = new UserStoreStatusBuilder(SecretKeys.of(kubernetes));
    this.statuses = statuses;
    this.patch = patch;
    this.clock = clock;
  }

  @Override
  public UpdateControl<UserStore> reconcile(UserStore store, Context<UserStore> context) {
    UserStoreStatus after = status.build(store, clock.instant());
    statuses.write(
        store,
        store.getStatus(),
        after,
        UserStoreStatus::conditions,
        written -> {
          var unused = patch.write(new UserStore(), store, written);
        });
    boolean resolved = Conditions.isTrue(after.conditions(), ConditionType.RESOLVED_REFS);
    return UpdateControl.<UserStore>noUpdate()
        .rescheduleAfter(withJitter(resolved ? WHILE_RESOLVED : WHILE_NOT_RESOLVED));
  }

  private static Duration withJitter(Duration interval) {
    long millis = interval.toMillis();
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 5));
  }
}
