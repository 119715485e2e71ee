package io.nauthera.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.nauthera.controller.authclient.AuthClientReconciler;
import io.nauthera.controller.authpolicy.AuthPolicyReconciler;
import io.nauthera.controller.authserver.AuthServerReconciler;
import io.nauthera.controller.cluster.Cluster;
import io.nauthera.controller.cluster.Triggers;
import io.nauthera.controller.connections.ServerConnections;
import io.nauthera.controller.credentials.SecretPublisher;
import io.nauthera.controller.keycloak.KeycloakRealm;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.status.EventRecorder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller as a process: wires the parts from its environment and ends cleanly on SIGTERM.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final Duration FINISH = Duration.ofSeconds(10);

  private Main() {}

  public static void main(String[] args) {
    try {
      run();
    } catch (IllegalArgumentException | IOException e) {
      LOG.error("cannot start: {}", e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run() throws IOException, InterruptedException {
    var clock = Clock.systemUTC();
    KubernetesClient kubernetes = new KubernetesClientBuilder().build();
    var triggers = new Triggers();
    var cluster = new Cluster(kubernetes, triggers);
    var servers = ServerConnections.of(kubernetes, KeycloakRealm::connect, clock);
    var events =
        new EventRecorder(
            event ->
                kubernetes
                    .resource(event)
                    .fieldManager(Names.FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply(),
            clock,
            required("POD_NAME"));
    var operator =
        new Operator(settings ->
            settings
                .withKubernetesClient(kubernetes)
                .withCloseClientOnStop(false)
                .withReconciliationTerminationTimeout(FINISH));
    operator.register(
        new AuthClientReconciler(
            cluster, triggers, servers, new SecretPublisher(kubernetes), events, clock));
    operator.register(new AuthPolicyReconciler(cluster, triggers, events, clock));
    operator.register(new AuthServerReconciler(cluster, triggers, servers, events, clock));
    var health =
        new HealthServer(
            new InetSocketAddress(required("POD_IP"), port("NAUTHERA_HEALTH_PORT")),
            () -> operator.getRuntimeInfo().isStarted());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  operator.stop();
                  cluster.close();
                  servers.close();
                  health.close();
                  kubernetes.close();
                }));
    health.start();
    cluster.start();
    operator.start();
    LOG.info("reconciling");
  }

  private static String required(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("environment variable " + variable + " is not set");
    }
    return value;
  }

  private static int port(String variable) {
    String value = required(variable);
    try {
      int port = Integer.parseInt(value);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below, with the value
    }
    throw new IllegalArgumentException(
        "environment variable "
            + variable
            + " must be a port from 1 to 65535, not \""
            + value
            + "\"");
  }
}
