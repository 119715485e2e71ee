package io.nauthera.controller.authclient;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
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
import io.nauthera.controller.cluster.MetadataStore;
import io.nauthera.controller.cluster.ReconcileTriggers;
import io.nauthera.controller.cluster.SpreadTriggers;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.credentials.SecretCache;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.status.StatusWriter;
import io.nauthera.runtime.WatchedNamespaces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    informer = @Informer(informerListLimit = ClusterCache.PAGE, itemStore = MetadataStore.class))
public final class AuthClientReconciler implements Reconciler<AuthClient>, Cleaner<AuthClient> {
  /** The cache may see an AuthClient a moment later than the operator SDK. */
  private static final Duration NOT_SEEN_YET = Duration.ofSeconds(1);

  private final WatchedNamespaces namespaces;
  private final ClusterState cluster;
  private final ReconcileTriggers triggers;
  private final SpreadTriggers inTurn;
  private final SecretCache secretCache;
  private final StatusWriter statuses;
  private final StatusPatch patch;
  private final Clock clock;
  private final ClientPipeline pipeline;
  private final ClientRemoval removal;
  private final Backoff<ClientName> backoff = new Backoff<>();

  /** {@code clusterUid} is the uid of this cluster, as in the marker of a client. */
  public AuthClientReconciler(
      WatchedNamespaces namespaces,
      ClusterState cluster,
      ReconcileTriggers triggers,
      SpreadTriggers inTurn,
      Realms realms,
      CredentialsPublisher publisher,
      SecretCache secretCache,
      StatusWriter statuses,
      StatusPatch patch,
      Clock clock,
      String clusterUid) {
    this.namespaces = namespaces;
    this.cluster = cluster;
    this.triggers = triggers;
    this.inTurn = inTurn;
    this.secretCache = secretCache;
    this.statuses = statuses;
    this.patch = patch;
    this.clock = clock;
    this.pipeline = new ClientPipeline(cluster, realms, publisher, clusterUid);
    this.removal = new ClientRemoval(cluster, realms, clusterUid);
  }

  @Override
  public List<EventSource<?, AuthClient>> prepareEventSources(
      EventSourceContext<AuthClient> context) {
    List<EventSource<?, AuthClient>> sources = new ArrayList<>();
    sources.add(triggers.clients());
    if (namespaces.isAll()) {
      sources.add(new InformerEventSource<>(secrets(secretCache).build(), context));
    }
    for (String namespace : namespaces.names()) {
      var secrets =
          secrets(secretCache.in(namespace))
              .withName("secrets-" + namespace)
              .withNamespaces(Set.of(namespace));
      sources.add(new InformerEventSource<>(secrets.build(), context));
    }
    return sources;
  }

  private InformerEventSourceConfiguration.Builder<Secret> secrets(ItemStore<Secret> store) {
    return InformerEventSourceConfiguration.from(Secret.class, AuthClient.class)
        .withLabelSelector(AuthApi.CLIENT_LABEL)
        .withItemStore(store)
        .withInformerListLimit(ClusterCache.PAGE)
        // Nothing asks for the Secrets of a client, so no index of them is needed.
        .withPrimaryToSecondaryMapper(client -> Set.of())
        .withSecondaryToPrimaryMapper(secret ->
            secretCache.clientOf(secret).stream()
                .map(name -> new ResourceID(name.name(), name.namespace()))
                .collect(Collectors.toSet()))
        .withOnAddFilter(secret -> !secretCache.isAsPublished(secret))
        .withOnUpdateFilter((secret, before) -> !secretCache.isAsPublished(secret));
  }

  /**
   * The cache, not {@code stub}, has the manifest; it triggers a reconciliation when it changes.
   */
  @Override
  public UpdateControl<AuthClient> reconcile(AuthClient stub, Context<AuthClient> context) {
    Optional<AuthClient> seen = seen(stub);
    if (seen.isEmpty()) {
      return UpdateControl.<AuthClient>noUpdate().rescheduleAfter(NOT_SEEN_YET);
    }
    AuthClient client = seen.get();
    return inTurn(client, () -> reconcile(client)).orElseGet(UpdateControl::noUpdate);
  }

  private <T> Optional<T> inTurn(AuthClient client, Supplier<T> reconciliation) {
    return client.getSpec() == null
        ? Optional.of(reconciliation.get())
        : inTurn.run(AuthClients.server(client), AuthClients.name(client), reconciliation);
  }

  private UpdateControl<AuthClient> reconcile(AuthClient client) {
    var status = pipeline.run(client, checkpoint -> patched(client, checkpoint));
    if (status.isKnown()) {
      write(client, status);
    } else {
      statuses.record(client, status.happenings());
    }
    UpdateControl<AuthClient> control = UpdateControl.noUpdate();
    ClientName name = AuthClients.name(client);
    return status
        .lookAgain()
        .map(when -> control.rescheduleAfter(backoff.next(name, when)))
        .orElseGet(() -> {
          backoff.succeeded(name);
          return control;
        });
  }

  private Optional<AuthClient> seen(AuthClient stub) {
    String uid = stub.getMetadata().getUid();
    return cluster
        .client(AuthClients.name(stub))
        .filter(client -> client.getMetadata().getUid().equals(uid));
  }

  private void write(AuthClient client, AuthClientStatusBuilder status) {
    AuthClientStatus after = status.build(clock.instant());
    // The registration may have been saved meanwhile.
    AuthClientStatus before = cluster.client(AuthClients.name(client)).orElse(client).getStatus();
    statuses.write(
        client,
        before,
        after,
        AuthClientStatus::conditions,
        status.happenings(),
        written -> patched(client, written));
  }

  private void patched(AuthClient client, AuthClientStatus status) {
    cluster.wrote(patch.write(new AuthClient(), client, status));
  }

  @Override
  public DeleteControl cleanup(AuthClient stub, Context<AuthClient> context) {
    Optional<AuthClient> seen = seen(stub);
    if (seen.isEmpty()) {
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_SEEN_YET);
    }
    AuthClient client = seen.get();
    return inTurn(client, () -> cleanup(client)).orElseGet(DeleteControl::noFinalizerRemoval);
  }

  private DeleteControl cleanup(AuthClient client) {
    return switch (removal.remove(client)) {
      case ClientRemoval.Gone(var happening) -> {
        backoff.succeeded(AuthClients.name(client));
        statuses.record(client, happening.stream().toList());
        yield DeleteControl.defaultDelete();
      }
      case ClientRemoval.Pending(var status) -> {
        write(client, status);
        yield DeleteControl.noFinalizerRemoval()
            .rescheduleAfter(backoff.next(AuthClients.name(client), LookAgain.SOON));
      }
    };
  }
}
