package io.nauthera.e2e.node;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates AuthClients at a steady rate in a namespace of its own, while a test disturbs the
 * webhook. Their AuthServer does not exist, so that nothing but admission happens to them.
 */
final class SteadyCreates implements AutoCloseable {
  private static final int PER_SECOND = 10;

  private final KubernetesClient kubernetes;
  private final String namespace;
  private final AtomicInteger count = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  // More than one thread, so that a slow answer does not slow the others down.
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);

  private final boolean reviewed;

  private SteadyCreates(KubernetesClient kubernetes, String namespace, boolean reviewed) {
    this.kubernetes = kubernetes;
    this.namespace = namespace;
    this.reviewed = reviewed;
  }

  /** Each create must be answered, by the webhook. */
  static SteadyCreates start(KubernetesClient kubernetes, String namespace) {
    return start(kubernetes, namespace, true);
  }

  /** Each create must be answered, with or without the webhook. */
  static SteadyCreates startUnchecked(KubernetesClient kubernetes, String namespace) {
    return start(kubernetes, namespace, false);
  }

  private static SteadyCreates start(
      KubernetesClient kubernetes, String namespace, boolean reviewed) {
    var unused =
        kubernetes
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
            .serverSideApply();
    var creates = new SteadyCreates(withoutRetries(kubernetes), namespace, reviewed);
    for (int thread = 0; thread < 4; thread++) {
      var unusedTask =
          creates.threads.scheduleAtFixedRate(
              creates::create,
              thread * 1000L / PER_SECOND,
              4 * 1000L / PER_SECOND,
              TimeUnit.MILLISECONDS);
    }
    return creates;
  }

  // A second try would hide that the webhook did not answer.
  private static KubernetesClient withoutRetries(KubernetesClient kubernetes) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(kubernetes.getConfiguration())
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  private void create() {
    try {
      AuthClient client =
          Serialization.unmarshal(
              """
              apiVersion: auth.nauthera.io/v1alpha1
              kind: AuthClient
              metadata: {name: client-%d, namespace: %s}
              spec:
                authServerRef: {name: absent}
                redirectUris: ["https://app.example.com/callback"]
              """
                  .formatted(count.incrementAndGet(), namespace),
              AuthClient.class);
      AuthClient stored = kubernetes.resource(client).create();
      if (reviewed
          && !stored.getMetadata().getAnnotations().containsKey(AuthApi.REQUESTED_BY_ANNOTATION)) {
        failures.add("stored without admission");
      }
    } catch (RuntimeException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  /** How many were tried. */
  int count() {
    return count.get();
  }

  /** Why creates failed, with one entry for each. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Stops, and returns when the last one is answered. */
  void stop() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new AssertionError("a create is not answered");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    var unused = kubernetes.namespaces().withName(namespace).delete();
    kubernetes.close();
  }
}
