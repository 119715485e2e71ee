package io.nauthera.controller.cluster;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftTriggersTest {
  private static final ServerName MAIN = new ServerName("security", "main");
  private static final ServerName OTHER = new ServerName("security", "other");

  private final List<ClientName> woken = new ArrayList<>();
  private final DriftTriggers triggers =
      new DriftTriggers(
          new ReconcileTriggers(),
          new SpreadTriggers(woken::add, new RunningReconciliations(), 100, new AtOnce()));

  /** Does not wait. */
  private static final class AtOnce implements SpreadTriggers.Timer {
    @Override
    public void after(Duration delay, Runnable task) {
      task.run();
    }

    @Override
    public void close() {}
  }

  private void knowOneClient() {
    triggers.know(
        new InMemoryClusterState()
            .put(server(""))
            .put(client("redirectUris: [\"https://app.example.com/cb\"]")));
  }

  @Test
  void server_stoppedOrUsableAgain_wakesItsClients() {
    knowOneClient();

    triggers.changed(MAIN);
    triggers.changed(OTHER);

    assertThat(woken).containsExactly(new ClientName("team", "app"));
  }

  @Test
  void realm_walked_wakesItsClients() {
    knowOneClient();

    triggers.walked(MAIN);
    triggers.walked(OTHER);

    assertThat(woken).containsExactly(new ClientName("team", "app"));
  }

  @Test
  void cluster_notKnownYet_wakesNoClient() {
    triggers.changed(MAIN);

    assertThat(woken).isEmpty();
  }
}
