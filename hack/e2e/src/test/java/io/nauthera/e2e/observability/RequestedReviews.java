package io.nauthera.e2e.observability;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.nauthera.api.v1alpha1.AuthClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks for reviews of changes to one client, several at a time, and stores none of them. */
final class RequestedReviews implements AutoCloseable {
  private static final int AT_A_TIME = 8;
  private static final PatchContext PATCH = PatchContext.of(PatchType.JSON_MERGE);
  private static final String CHANGE = "{\"spec\": {\"displayName\": \"Other\"}}";

  private final KubernetesClient kubernetes;
  private final AuthClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean isClosed;

  RequestedReviews(KubernetesClient kubernetes, AuthClient client) {
    this.kubernetes = kubernetes;
    this.client = client;
  }

  void start() {
    for (int i = 0; i < AT_A_TIME; i++) {
      threads.execute(this::askRepeatedly);
    }
  }

  private void askRepeatedly() {
    while (!isClosed) {
      ask(kubernetes, client);
    }
  }

  /** Asks once; the answer may be a refusal. */
  static void ask(KubernetesClient kubernetes, AuthClient client) {
    try {
      var unused = kubernetes.resource(client).dryRun().patch(PATCH, CHANGE);
    } catch (KubernetesClientException e) {
      // Denied, or nothing answered.
    }
  }

  @Override
  public void close() {
    isClosed = true;
    threads.shutdownNow(); // the client repeats a denied request for a while
    threads.close();
  }
}
