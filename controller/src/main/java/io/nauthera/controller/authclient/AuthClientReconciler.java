package io.nauthera.controller.authclient;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.controller.cluster.ClusterCache;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.cluster.ReconcileTriggers;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.credentials.SecretCache;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.status.StatusWriter;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the pipeline of an AuthClient when something that it depends on changes. */
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 30_000)
@ControllerConfiguration(
    name = "authclient",
    finalizerName = AuthApi.CLIENT_FINALIZER,
    fieldManager = Names.FIELD_MANAGER,
    informer = @Informer(informerListLimit = ClusterCache.PAGE),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class AuthClientReconciler implements Reconciler<AuthClient>, Cleaner<AuthClient> {
  private final ReconcileTriggers triggers;
  private final SecretCache secretCache;
  private final StatusWriter statuses;
  private final Clock clock;
  private final ClientPipeline pipeline;
  private final ClientRemoval removal;
  private final Backoff<ClientName> backoff = new Backoff<>();

  public AuthClientReconciler(
      ClusterState cluster,
      ReconcileTriggers triggers,
      Realms realms,
      CredentialsPublisher publisher,
      SecretCache secretCache,
      StatusWriter statuses,
      Clock clock) {
    this.triggers = triggers;
    this.secretCache = secretCache;
    this.statuses = statuses;
    this.clock = clock;
    this.pipeline = new ClientPipeline(cluster, realms, publisher);
    this.removal = new ClientRemoval(cluster, realms);
  }

  @Override
  public List<EventSource<?, AuthClient>> prepareEventSources(
      EventSourceContext<AuthClient> context) {
    var secrets =
        InformerEventSourceConfiguration.from(Secret.class, AuthClient.class)
            .withLabelSelector(AuthApi.CLIENT_LABEL)
            .withItemStore(secretCache)
            .withInformerListLimit(ClusterCache.PAGE)
            // Nothing asks for the Secrets of a client, so no index of them is needed.
            .withPrimaryToSecondaryMapper(client -> Set.of())
            .withSecondaryToPrimaryMapper(secret ->
                secretCache.clientOf(secret).stream()
                    .map(name -> new ResourceID(name.name(), name.namespace()))
                    .collect(Collectors.toSet()))
            .withOnAddFilter(secret -> !secretCache.isAsPublished(secret))
            .withOnUpdateFilter((secret, before) -> !secretCache.isAsPublished(secret))
            .build();
    return List.of(triggers.clients(), new InformerEventSource<>(secrets, context));
  }

  @Override
  public UpdateControl<AuthClient> reconcile(AuthClient client, Context<AuthClient> context) {
    AuthClientStatusBuilder status = pipeline.run(client);
    write(client, status, context);
    UpdateControl<AuthClient> control = UpdateControl.noUpdate();
    if (status.wantsRetry()) {
      return control.rescheduleAfter(backoff.next(AuthClients.name(client)));
    }
    backoff.succeeded(AuthClients.name(client));
    return control;
  }

  private void write(
      AuthClient client, AuthClientStatusBuilder status, Context<AuthClient> context) {
    AuthClientStatus after = status.build(clock.instant());
    statuses.write(
        client,
        client.getStatus(),
        after,
        AuthClientStatus::conditions,
        written -> StatusPatch.write(new AuthClient(), client, written, context));
  }

  @Override
  public DeleteControl cleanup(AuthClient client, Context<AuthClient> context) {
    return switch (removal.remove(client)) {
      case ClientRemoval.Gone gone -> {
        backoff.succeeded(AuthClients.name(client));
        yield DeleteControl.defaultDelete();
      }
      case ClientRemoval.Pending(var status) -> {
        write(client, status, context);
        yield DeleteControl.noFinalizerRemoval()
            .rescheduleAfter(backoff.next(AuthClients.name(client)));
      }
    };
  }
}
