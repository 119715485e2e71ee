package io.nauthera.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTriggersTest {
  private static final ServerName MAIN = new ServerName("security", "main");
  private static final ServerName OTHER = new ServerName("security", "other");

  private final FakeTimer timer = new FakeTimer();
  private final List<ClientName> woken = new ArrayList<>();
  private final RunningReconciliations running = new RunningReconciliations();
  private final SpreadTriggers triggers = new SpreadTriggers(woken::add, running, 100, timer);

  /** Runs tasks when a test lets time pass. */
  private static final class FakeTimer implements SpreadTriggers.Timer {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::at));
    private Duration now = Duration.ZERO;

    private record Task(Duration at, Runnable action) {}

    @Override
    public void after(Duration delay, Runnable action) {
      tasks.add(new Task(now.plus(delay), action));
    }

    void pass(Duration time) {
      Duration end = now.plus(time);
      while (!tasks.isEmpty() && tasks.peek().at().compareTo(end) <= 0) {
        Task task = tasks.remove();
        now = task.at();
        task.action().run();
      }
      now = end;
    }

    @Override
    public void close() {
      tasks.clear();
    }
  }

  private static List<ClientName> clients(String namespace, int count) {
    return IntStream.range(0, count).mapToObj(i -> new ClientName(namespace, "app-" + i)).toList();
  }

  @Test
  void clients_many_areWokenOverTimeInOrder() {
    triggers.wake(MAIN, clients("team", 250));

    timer.pass(Duration.ofMillis(999));
    assertThat(woken).hasSize(100);
    timer.pass(Duration.ofSeconds(1));
    assertThat(woken).hasSize(200);
    timer.pass(Duration.ofSeconds(1));
    assertThat(woken).isEqualTo(clients("team", 250));
  }

  @Test
  void clients_whileManyAreReconciled_wait() {
    triggers.wake(MAIN, clients("team", 10));

    runMany(
        100,
        () -> {
          timer.pass(Duration.ofSeconds(1));
          assertThat(woken).isEmpty();
        });

    assertThat(triggers.isBusy()).isTrue();
    timer.pass(Duration.ofSeconds(1));
    assertThat(woken).isEqualTo(clients("team", 10));
    assertThat(triggers.isBusy()).isFalse();
  }

  private void runMany(int count, Runnable then) {
    if (count == 0) {
      then.run();
      return;
    }
    var unused =
        running.tryRun(
            MAIN,
            () -> {
              runMany(count - 1, then);
              return true;
            });
  }

  @Test
  void client_waiting_isWokenOnce() {
    triggers.wake(MAIN, clients("team", 20));
    triggers.wake(MAIN, clients("team", 20));

    timer.pass(Duration.ofSeconds(1));

    assertThat(woken).isEqualTo(clients("team", 20));
  }

  @Test
  void server_withManyClients_doesNotDelayAnother() {
    triggers.wake(MAIN, clients("team", 5_000));
    triggers.wake(OTHER, clients("others", 10));

    timer.pass(Duration.ZERO);

    assertThat(woken).containsAll(clients("others", 10)).hasSize(20);
  }

  @Test
  void wake_afterTheQueueWasEmpty_startsAgain() {
    triggers.wake(MAIN, clients("team", 1));
    timer.pass(Duration.ofSeconds(1));

    triggers.wake(MAIN, clients("team", 1));
    timer.pass(Duration.ofSeconds(1));

    assertThat(woken).hasSize(2);
  }

  @Test
  void client_thatCannotBeWoken_doesNotEndTheQueue() {
    var failing =
        new SpreadTriggers(
            client -> {
              woken.add(client);
              throw new IllegalStateException("stopped");
            },
            running,
            100,
            timer);
    failing.wake(MAIN, clients("team", 20));
    while (!timer.tasks.isEmpty()) {
      try {
        timer.pass(Duration.ofSeconds(1));
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("stopped");
      }
    }

    assertThat(woken).contains(new ClientName("team", "app-0"), new ClientName("team", "app-10"));
  }

  @Test
  void server_cancelled_wakesNoFurtherClient() {
    triggers.wake(MAIN, clients("team", 250));
    timer.pass(Duration.ZERO);

    triggers.cancel(MAIN);
    timer.pass(Duration.ofSeconds(5));

    assertThat(woken).hasSize(10);
  }
}
