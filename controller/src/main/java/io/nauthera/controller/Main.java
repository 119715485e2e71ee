package io.nauthera.controller;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.controller.authclient.AuthClientReconciler;
import io.nauthera.controller.authpolicy.AuthPolicyReconciler;
import io.nauthera.controller.authserver.AuthServerReconciler;
import io.nauthera.controller.cluster.ClusterCache;
import io.nauthera.controller.cluster.Dependents;
import io.nauthera.controller.cluster.DriftTriggers;
import io.nauthera.controller.cluster.MeasuredReconciliations;
import io.nauthera.controller.cluster.OperatorInformers;
import io.nauthera.controller.cluster.ReconcileTriggers;
import io.nauthera.controller.cluster.Reconcilers;
import io.nauthera.controller.cluster.RequestLimit;
import io.nauthera.controller.cluster.SpreadTriggers;
import io.nauthera.controller.cluster.StatusPatch;
import io.nauthera.controller.connections.DriftSettings;
import io.nauthera.controller.connections.MeasuredCalls;
import io.nauthera.controller.connections.ServerConnections;
import io.nauthera.controller.credentials.SecretCache;
import io.nauthera.controller.credentials.SecretPublisher;
import io.nauthera.controller.keycloak.KeycloakRealm;
import io.nauthera.controller.leadership.LeaderElection;
import io.nauthera.controller.leadership.LeaseSettings;
import io.nauthera.controller.metrics.ResourceGauges;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.status.EventQueue;
import io.nauthera.controller.status.EventRecorder;
import io.nauthera.controller.status.StatusWriter;
import io.nauthera.controller.userstore.UserStoreReconciler;
import io.nauthera.runtime.Environment;
import io.nauthera.runtime.HealthServer;
import io.nauthera.runtime.Heartbeat;
import io.nauthera.runtime.Liveness;
import io.nauthera.runtime.Startup;
import io.nauthera.runtime.SyncedInformers;
import io.nauthera.runtime.TolerantSerialization;
import io.nauthera.runtime.WatchedNamespaces;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.metrics.Metrics.Sample;
import io.nauthera.runtime.metrics.MetricsServer;
import io.nauthera.runtime.tracing.Tracing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller as a process: creates its parts from the environment and stops on SIGTERM. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final Duration TERMINATION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration API_SERVER_PAUSE = Duration.ofSeconds(1);
  private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration SYNC_TIMEOUT_OF_EACH = Duration.ofSeconds(20);

  private Main() {}

  public static void main(String[] args) {
    Startup.run(new Environment(System.getenv()), Main::start);
  }

  private static void start(Environment environment) throws IOException, InterruptedException {
    InetSocketAddress healthAddress = environment.address("POD_IP", "NAUTHERA_HEALTH_PORT");
    String podName = environment.required("POD_NAME", "the name of the pod");
    var lease =
        new LeaseSettings(
            environment.required("POD_NAMESPACE", "the namespace of the pod"),
            environment.required("NAUTHERA_LEASE_NAME", "the name of the Lease of the leader"),
            podName,
            environment.duration("NAUTHERA_LEASE_DURATION", LeaseSettings.DEFAULT_DURATION));
    Duration driftInterval =
        environment.duration("NAUTHERA_DRIFT_INTERVAL", DriftSettings.DEFAULT_INTERVAL);
    int eventQueueSize =
        environment.count("NAUTHERA_EVENT_QUEUE_SIZE", EventQueue.DEFAULT_CAPACITY);
    var namespaces = WatchedNamespaces.of(environment);
    var clock = Clock.systemUTC();
    var metrics = new Metrics(Metric.Program.CONTROLLER).withJvm();
    var tracing = Tracing.of(environment, "nauthera-controller", clock);
    Optional<MetricsServer> metricsServer = MetricsServer.start(environment, metrics);
    var started = new CompletableFuture<BooleanSupplier>();
    var liveness = new Liveness();
    var health =
        new HealthServer(
            healthAddress, liveness, () -> started.isDone() && started.join().getAsBoolean());
    health.start();
    KubernetesClient kubernetes =
        new KubernetesClientBuilder()
            .withKubernetesSerialization(TolerantSerialization.create())
            .build();
    String clusterUid = clusterUid(kubernetes);
    var triggers = new ReconcileTriggers();
    var secrets = new SecretCache();
    var inTurn = SpreadTriggers.start(triggers::client);
    var drift = new DriftTriggers(triggers, inTurn);
    var calls = new MeasuredCalls(metrics, tracing);
    var servers =
        ServerConnections.of(
            kubernetes,
            (server, connection) -> KeycloakRealm.connect(connection, calls.of(server)),
            DriftSettings.of(clusterUid, driftInterval),
            drift,
            drift,
            LoopbackHttp.allowedIf(environment.flag(LoopbackHttp.VARIABLE)),
            tracing);
    var cluster =
        new ClusterCache(
            kubernetes,
            namespaces,
            new Dependents(
                triggers,
                inTurn::wake,
                server -> {
                  servers.forget(server);
                  calls.forget(server);
                }),
            SyncedInformers.maxOutage(environment));
    drift.know(cluster);
    servers.show(metrics);
    ResourceGauges.show(cluster, metrics);
    var events = EventQueue.start(event -> send(kubernetes, event), inTurn::isBusy, eventQueueSize);
    events.whenDropped(() -> metrics.count(Metric.EVENTS_DROPPED));
    var statuses = new StatusWriter(new EventRecorder(events, clock, podName));
    var limit = new RequestLimit();
    var patch = new StatusPatch(kubernetes, limit);
    // A thread that waits for a server costs no thread of the others.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    var operator =
        new Operator(settings ->
            settings
                .withKubernetesClient(kubernetes)
                .withCloseClientOnStop(false)
                .withExecutorService(threads)
                // The rights in a namespace end with it, and the others still have to be served.
                .withStopOnInformerErrorDuringStartup(namespaces.isAll())
                .withCacheSyncTimeout(namespaces.isAll() ? SYNC_TIMEOUT : SYNC_TIMEOUT_OF_EACH)
                .withMetrics(new MeasuredReconciliations(metrics, tracing))
                .withReconciliationTerminationTimeout(TERMINATION_TIMEOUT));
    var reconcilers = new Reconcilers(operator, namespaces);
    reconcilers.add(
        new AuthClientReconciler(
            namespaces,
            cluster,
            triggers,
            inTurn,
            servers,
            new SecretPublisher(kubernetes, limit, secrets),
            secrets,
            statuses,
            patch,
            clock,
            clusterUid));
    reconcilers.add(new AuthPolicyReconciler(cluster, triggers, statuses, patch, clock));
    reconcilers.add(
        new AuthServerReconciler(cluster, triggers, servers, statuses, patch, clock, clusterUid));
    reconcilers.add(new UserStoreReconciler(kubernetes, statuses, patch, clock));
    KubernetesClient leases = leaseClient(lease);
    var election =
        LeaderElection.of(
            leases,
            lease,
            clock,
            reconcilers::reconcile,
            // Not exit: whatever still runs must not write any more.
            () -> Runtime.getRuntime().halt(1));
    metrics.gauge(Metric.LEADER, () -> List.of(Sample.of(election.isLeading())));
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  health.close();
                  metricsServer.ifPresent(MetricsServer::close);
                  reconcilers.close();
                  // Work that does not end keeps the Lease: the next leader waits until it expires.
                  if (threads.isTerminated()) {
                    election.close();
                  }
                  inTurn.close();
                  cluster.close();
                  servers.close();
                  events.close();
                  tracing.close();
                  leases.close();
                  kubernetes.close();
                }));
    liveness.add(Heartbeat.of("reconciliations", threads));
    liveness.add(Heartbeat.of("wake-ups of clients", inTurn));
    liveness.add(Heartbeat.of("walks through realms", servers::execute));
    liveness.add(events::failure);
    liveness.add(cluster::failure);
    cluster.start(metrics);
    cluster.awaitSync();
    reconcilers.watch();
    liveness.add(new OperatorInformers(operator));
    election.start();
    liveness.add(election);
    started.complete(() -> cluster.outage().isEmpty());
    LOG.info("started: watching AuthClients, AuthPolicies, AuthServers and UserStores");
  }

  /** A connection of its own: a renewal never waits for other requests, nor is it repeated. */
  private static KubernetesClient leaseClient(LeaseSettings lease) {
    int timeout = (int) lease.retryPeriod().toMillis();
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withRequestTimeout(timeout)
                .withConnectionTimeout(timeout)
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  /**
   * Kubernetes has no name for a cluster; the uid of this namespace stays for its whole life. Waits
   * for the API server: Kubernetes restarts a process that ends after longer and longer pauses.
   */
  private static String clusterUid(KubernetesClient kubernetes) throws InterruptedException {
    while (true) {
      try {
        Namespace system = kubernetes.namespaces().withName("kube-system").get();
        if (system == null) {
          throw new IllegalStateException("the namespace kube-system does not exist");
        }
        return system.getMetadata().getUid();
      } catch (KubernetesClientException e) {
        if (e.getCode() > 0) {
          throw e;
        }
        LOG.warn("the API server cannot be reached, will retry: {}", e.getMessage());
        Thread.sleep(API_SERVER_PAUSE);
      }
    }
  }

  /** To create an Event costs the API server half as much as to apply it. */
  private static void send(KubernetesClient kubernetes, Event event) {
    var resource = kubernetes.resource(event);
    var unused =
        event.getSeries() == null
            ? resource.create()
            // Creates it again if the API server has forgotten it.
            : resource.fieldManager(Names.FIELD_MANAGER).forceConflicts().serverSideApply();
  }
}
