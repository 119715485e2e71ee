package io.nauthera.webhook;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.cluster.ClusterInformers;
import io.nauthera.webhook.server.HealthServer;
import io.nauthera.webhook.server.WebhookServer;
import io.nauthera.webhook.server.WebhookServer.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhook as a process: wires the parts from its environment and ends cleanly on SIGTERM. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  /** How long Services may go on sending requests after the pod said that it is not ready. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private Main() {}

  public static void main(String[] args) {
    try {
      run();
    } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
      LOG.error("cannot start: {}", e.getMessage());
      System.exit(1);
    }
  }

  private static void run() throws IOException, GeneralSecurityException {
    String host = required("POD_IP");
    KubernetesClient kubernetes = new KubernetesClientBuilder().build();
    var cluster = new ClusterInformers(kubernetes);
    var draining = new AtomicBoolean();
    var webhook =
        new WebhookServer(
            new Address(host, port("NAUTHERA_PORT")),
            Path.of(required("NAUTHERA_TLS_DIR")),
            AdmissionRouter.validating(cluster.index(), cluster.index()::client),
            AdmissionRouter.mutating());
    var health =
        new HealthServer(
            new Address(host, port("NAUTHERA_HEALTH_PORT")),
            () -> cluster.isSynced() && !draining.get());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("drain")
                .unstarted(() -> {
                  draining.set(true);
                  pause();
                  webhook.close();
                  health.close();
                  cluster.close();
                  kubernetes.close();
                }));
    health.start();
    cluster.start();
    awaitSync(cluster);
    webhook.start();
    LOG.info("judging");
  }

  /** Until everything that there is has been heard of, no answer could be trusted. */
  private static void awaitSync(ClusterInformers cluster) {
    while (!cluster.isSynced()) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(QUIET);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
