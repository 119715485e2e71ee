package io.nauthera.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.nauthera.controller.authclient.AuthClientReconciler;
import io.nauthera.controller.authpolicy.AuthPolicyReconciler;
import io.nauthera.controller.authserver.AuthServerReconciler;
import io.nauthera.controller.cluster.ClusterCache;
import io.nauthera.controller.cluster.ReconcileTriggers;
import io.nauthera.controller.connections.ServerConnections;
import io.nauthera.controller.credentials.SecretCache;
import io.nauthera.controller.credentials.SecretPublisher;
import io.nauthera.controller.keycloak.KeycloakRealm;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.status.EventRecorder;
import io.nauthera.controller.status.StatusWriter;
import io.nauthera.controller.userstore.UserStoreReconciler;
import io.nauthera.runtime.Environment;
import io.nauthera.runtime.HealthServer;
import io.nauthera.runtime.Startup;
import io.nauthera.runtime.SyncedInformers;
import io.nauthera.runtime.TolerantSerialization;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller as a process: creates its parts from the environment and stops on SIGTERM. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final Duration TERMINATION_TIMEOUT = Duration.ofSeconds(10);

  private Main() {}

  public static void main(String[] args) {
    Startup.run(new Environment(System.getenv()), Main::start);
  }

  private static void start(Environment environment) throws IOException, InterruptedException {
    InetSocketAddress healthAddress = environment.address("POD_IP", "NAUTHERA_HEALTH_PORT");
    String podName = environment.required("POD_NAME", "the name of the pod");
    var clock = Clock.systemUTC();
    KubernetesClient kubernetes =
        new KubernetesClientBuilder()
            .withKubernetesSerialization(TolerantSerialization.create())
            .build();
    var triggers = new ReconcileTriggers();
    var cluster = new ClusterCache(kubernetes, triggers, SyncedInformers.maxOutage(environment));
    var servers = ServerConnections.of(kubernetes, KeycloakRealm::connect, clock);
    var secrets = new SecretCache();
    var events =
        new EventRecorder(
            event ->
                kubernetes
                    .resource(event)
                    .fieldManager(Names.FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply(),
            clock,
            podName);
    var statuses = new StatusWriter(events);
    var operator =
        new Operator(settings ->
            settings
                .withKubernetesClient(kubernetes)
                .withCloseClientOnStop(false)
                .withReconciliationTerminationTimeout(TERMINATION_TIMEOUT));
    operator.register(
        new AuthClientReconciler(
            cluster,
            triggers,
            servers,
            new SecretPublisher(kubernetes, secrets),
            secrets,
            statuses,
            clock));
    operator.register(new AuthPolicyReconciler(cluster, triggers, statuses, clock));
    operator.register(new AuthServerReconciler(cluster, triggers, servers, statuses, clock));
    operator.register(new UserStoreReconciler(kubernetes, statuses, clock));
    var health =
        new HealthServer(
            healthAddress,
            () -> true,
            () -> operator.getRuntimeInfo().isStarted() && cluster.outage().isEmpty());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  operator.stop();
                  cluster.close();
                  servers.close();
                  health.close();
                  kubernetes.close();
                }));
    health.start();
    cluster.start();
    cluster.awaitSync();
    operator.start();
    LOG.info("started: reconciling AuthClients, AuthPolicies, AuthServers and UserStores");
  }
}
