package io.nauthera.controller.authclient;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.controller.authserver.ServerConnections;
import io.nauthera.controller.cluster.Backoff;
import io.nauthera.controller.cluster.Cluster;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.cluster.Triggers;
import io.nauthera.controller.credentials.CredentialsSecret;
import io.nauthera.controller.credentials.SecretPublisher;
import io.nauthera.controller.status.EventRecorder;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells the story of an AuthClient whenever something that it depends on changes, and writes down
 * how it went.
 */
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 30_000)
@ControllerConfiguration(
    name = "authclient",
    finalizerName = AuthApi.GROUP + "/registered-client",
    fieldManager = "nauthera-controller",
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class AuthClientReconciler implements Reconciler<AuthClient>, Cleaner<AuthClient> {
  private final Triggers triggers;
  private final EventRecorder events;
  private final Clock clock;
  private final ClientStory story;
  private final ClientRemoval removal;
  private final Backoff<ClientName> backoff = new Backoff<>();

  public AuthClientReconciler(
      Cluster cluster,
      Triggers triggers,
      ServerConnections servers,
      SecretPublisher publisher,
      EventRecorder events,
      Clock clock) {
    this.triggers = triggers;
    this.events = events;
    this.clock = clock;
    this.story = new ClientStory(cluster, servers, publisher);
    this.removal = new ClientRemoval(cluster, servers);
  }

  @Override
  public List<EventSource<?, AuthClient>> prepareEventSources(
      EventSourceContext<AuthClient> context) {
    var secrets =
        InformerEventSourceConfiguration.from(Secret.class, AuthClient.class)
            .withLabelSelector(CredentialsSecret.CLIENT_LABEL)
            .withSecondaryToPrimaryMapper(Mappers.fromOwnerReferences(AuthClient.class))
            .build();
    return List.of(triggers.clients(), new InformerEventSource<>(secrets, context));
  }

  @Override
  public UpdateControl<AuthClient> reconcile(AuthClient client, Context<AuthClient> context) {
    ClientReport report = story.tell(client);
    write(client, report, context);
    UpdateControl<AuthClient> control = UpdateControl.noUpdate();
    if (report.wantsRetry()) {
      return control.rescheduleAfter(backoff.next(AuthClients.name(client)));
    }
    backoff.succeeded(AuthClients.name(client));
    return control;
  }

  /** Nothing is written where nothing changed. */
  private void write(AuthClient client, ClientReport report, Context<AuthClient> context) {
    AuthClientStatus before = client.getStatus();
    AuthClientStatus after = report.status(clock.instant());
    if (!after.equals(before)) {
      events.transition(client, before == null ? null : before.conditions(), after.conditions());
      StatusPatch.write(new AuthClient(), client, after, context);
    }
  }

  @Override
  public DeleteControl cleanup(AuthClient client, Context<AuthClient> context) {
    return switch (removal.of(client)) {
      case ClientRemoval.Gone gone -> {
        backoff.succeeded(AuthClients.name(client));
        yield DeleteControl.defaultDelete();
      }
      case ClientRemoval.Pending(var report) -> {
        write(client, report, context);
        yield DeleteControl.noFinalizerRemoval()
            .rescheduleAfter(backoff.next(AuthClients.name(client)));
      }
    };
  }
}
