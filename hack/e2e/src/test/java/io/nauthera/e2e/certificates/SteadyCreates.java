package io.nauthera.e2e.certificates;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.v1alpha1.AuthClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates AuthClients at a steady rate, as a dry run and without retries; records failures. */
final class SteadyCreates implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(50);
  private static final int THREADS = 4;

  private final KubernetesClient kubernetes;
  private final AtomicInteger admitted = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

  SteadyCreates(Path kubeconfig) {
    var config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
            .withRequestRetryBackoffLimit(0)
            .build();
    kubernetes = new KubernetesClientBuilder().withConfig(config).build();
    for (int i = 0; i < THREADS; i++) {
      var unused =
          threads.scheduleAtFixedRate(
              this::create,
              i * PERIOD.toMillis(),
              THREADS * PERIOD.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void create() {
    try {
      var unused = kubernetes.resource(newClient()).dryRun().create();
      admitted.incrementAndGet();
    } catch (KubernetesClientException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  static AuthClient newClient() {
    return Serialization.unmarshal(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {generateName: steady-, namespace: default}
        spec:
          authServerRef: {name: server, namespace: default}
          redirectUris: ["https://app.example.com/callback"]
        """,
        AuthClient.class);
  }

  int admitted() {
    return admitted.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    stop();
  }

  /** Waits for the creates that are in flight. */
  void stop() {
    threads.shutdown();
    try {
      var unused = threads.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kubernetes.close();
  }
}
