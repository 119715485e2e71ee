package io.nauthera.controller.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process does when it becomes the leader, and when it is not the leader any more. */
@Timeout(60)
class LeaderElectionTest {
  private final InMemoryLeaseStore store = new InMemoryLeaseStore();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final List<LeaderElection> elections = new ArrayList<>();

  private LeaderElection start(String name, Runnable onLeading) {
    var election =
        LeaderElection.of(
            store,
            new LeaseSettings("nauthera-system", "nauthera", name, Duration.ofSeconds(1)),
            Clock.systemUTC(),
            System::nanoTime,
            onLeading,
            lost::incrementAndGet);
    elections.add(election);
    election.start();
    return election;
  }

  @AfterEach
  void close() {
    elections.forEach(LeaderElection::close);
  }

  @Test
  void process_thatBecomesTheLeader_startsOnce() {
    LeaderElection election = start("first", started::incrementAndGet);

    await().until(election::isLeading);
    await().until(() -> started.get() == 1);
    assertThat(election.failure()).isEmpty();
  }

  @Test
  void process_thatCannotRenew_isEnded() {
    LeaderElection election = start("first", started::incrementAndGet);
    await().until(election::isLeading);

    store.goDown();

    await().until(() -> lost.get() == 1);
    assertThat(election.isLeading()).isFalse();
  }

  @Test
  void process_thatCannotStartItsWork_isEnded() {
    var unused =
        start(
            "first",
            () -> {
              throw new IllegalStateException("for this test");
            });

    await().until(() -> lost.get() == 1);
  }

  @Test
  void process_thatIsClosed_letsAnotherLead() {
    LeaderElection first = start("first", started::incrementAndGet);
    await().until(first::isLeading);
    LeaderElection second = start("second", started::incrementAndGet);

    first.close();

    await().until(second::isLeading);
    assertThat(first.isLeading()).isFalse();
    assertThat(lost).hasValue(0);
  }

  @Test
  void process_beforeItsStart_canBeClosed() {
    LeaderElection.of(
            store,
            new LeaseSettings("nauthera-system", "nauthera", "first", Duration.ofSeconds(1)),
            Clock.systemUTC(),
            System::nanoTime,
            started::incrementAndGet,
            lost::incrementAndGet)
        .close();

    assertThat(store.read()).isEmpty();
  }
}
