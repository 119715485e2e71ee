package io.nauthera.webhook.server;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.cluster.ClusterInformers;
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      // Also what nobody foresaw: a process that lives on without serving helps nobody.
      LOG.error("cannot start: {}", reason(e));
      System.exit(1);
    }
  }

  private static void run() throws IOException, GeneralSecurityException, InterruptedException {
    String host = required("POD_IP");
    var address = new Address(host, port("NAUTHERA_PORT"));
    var healthAddress = new Address(host, port("NAUTHERA_HEALTH_PORT"));
    Path tlsFolder = Path.of(required("NAUTHERA_TLS_DIR"));
    KubernetesClient kubernetes = new KubernetesClientBuilder().build();
    var cluster = new ClusterInformers(kubernetes);
    var serving = new AtomicBoolean();
    var webhook =
        new WebhookServer(
            address,
            tlsFolder,
            AdmissionRouter.validating(cluster.index(), cluster.index()::client),
            AdmissionRouter.mutating());
    var health = new HealthServer(healthAddress, serving::get);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("drain")
                .unstarted(() -> {
                  if (serving.getAndSet(false)) {
                    pause();
                  }
                  webhook.close();
                  health.close();
                  cluster.close();
                  kubernetes.close();
                }));
    health.start();
    cluster.start();
    // Until everything that there is has been heard of, no answer could be trusted.
    cluster.awaitSync();
    webhook.start();
    serving.set(true);
    LOG.info("judging");
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause();
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
        ? message
        : message + ": " + cause.getMessage();
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
