package io.nauthera.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javaoperatorsdk.operator.Operator;
import io.nauthera.controller.status.EventRecorder;
import io.nauthera.controller.status.StatusWriter;
import io.nauthera.controller.userstore.UserStoreReconciler;
import io.nauthera.runtime.FakeApiServer;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reconciler on an API server that goes away. */
@Timeout(60)
class OperatorInformersTest {
  private FakeApiServer apiServer;
  private Operator operator;
  private OperatorInformers informers;

  @BeforeEach
  void start() throws IOException {
    apiServer = new FakeApiServer();
    operator =
        new Operator(settings ->
            settings
                .withKubernetesClient(apiServer.client())
                .withCloseClientOnStop(false)
                // Otherwise it ends the process at once.
                .withInformerStoppedHandler((informer, failure) -> {}));
    operator.register(
        new UserStoreReconciler(
            apiServer.client(),
            new StatusWriter(new EventRecorder(event -> {}, Clock.systemUTC(), "controller-0")),
            new StatusPatch(apiServer.client(), new RequestLimit()),
            Clock.systemUTC()));
    operator.start();
    informers = new OperatorInformers(operator);
    await().until(() -> apiServer.isWatched("userstores"));
    // The client does not count a watch as open before the first event.
    apiServer.send(
        "userstores",
        "BOOKMARK",
        """
        {"apiVersion": "auth.nauthera.io/v1alpha1", "kind": "UserStore",
         "metadata": {"resourceVersion": "2"}}
        """);
    await().until(() -> operator.getRuntimeInfo().allEventSourcesAreHealthy());
  }

  @AfterEach
  void stop() {
    operator.stop();
    apiServer.close();
  }

  /** A restart would not help, and would be repeated again and again. */
  @Test
  void informers_thatReconnect_haveNotFailed() {
    apiServer.stopListening();

    await().until(() -> !operator.getRuntimeInfo().allEventSourcesAreHealthy());
    assertThat(informers.failure()).isEmpty();
  }

  @Test
  void informers_thatStopped_haveFailed() {
    assertThat(informers.failure()).isEmpty();

    apiServer.send("userstores", "MODIFIED", "{\"metadata\": \"unreadable\"}");

    await()
        .untilAsserted(() ->
            assertThat(informers.failure())
                .contains("an informer of reconciler userstore has stopped"));
  }
}
