package io.nauthera.webhook.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas that work at the same time agree, and never serve what a caller does not trust. */
class TwoReplicasTest {
  /** An API server may be this much behind. */
  private static final int LAG_SECONDS = 4;

  /** A replica before whose next calls these things happen, one each. */
  private static Replica interrupted(FakeCluster cluster, Queue<Runnable> interruptions) {
    return new Replica(
        cluster.client(() -> {
          Runnable next = interruptions.poll();
          if (next != null) {
            next.run();
          }
        }),
        Replica.START);
  }

  @Test
  void authority_madeByTwoReplicasAtATime_isMadeOnce() {
    var cluster = new FakeCluster();
    var second = new Replica(cluster);
    // The second one works while the first one is between reading and writing.
    var interruptions = new ArrayDeque<Runnable>(List.of(() -> {}, () -> {}, second::round));
    var first = interrupted(cluster, interruptions);

    first.round();

    assertThat(cluster.writes()).isEqualTo(1);
    first.settle();
    second.settle();
    assertThat(first.served()).isEqualTo(second.served());
  }

  @Test
  void bundle_ofAReplicaThatIsLate_isNotWrittenOverANewerOne() {
    var cluster = new FakeCluster();
    var second = new Replica(cluster);
    second.settle();
    var interruptions = new ArrayDeque<Runnable>();
    var late = interrupted(cluster, interruptions);
    late.settle();
    interruptions.add(() -> {});
    interruptions.add(() -> {
      cluster.deleteSecret();
      second.settle();
    });

    late.round();

    assertThat(second.isAcceptedBy(cluster.trusted())).isTrue();
    assertThat(cluster.trustsExactly(cluster.shared().orElseThrow())).isTrue();
  }

  /**
   * Two replicas interrupt each other at random calls, sleep, and meet Secrets that are deleted or
   * damaged, through many rotations. Each API server sees a bundle some seconds late.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void rotations_interleaved_areAcceptedAtEachMomentByEachApiServer(long seed) {
    var simulation = new Simulation(seed);

    simulation.run(Duration.ofHours(20));

    assertThat(simulation.rotations).isGreaterThan(20);
  }

  private static final class Simulation {
    private final Random random;
    private final FakeCluster cluster = new FakeCluster();
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Instant> due = new ArrayList<>();
    private final Deque<Set<X509Certificate>> recent = new ArrayDeque<>();
    private Instant now = Replica.START;
    private final boolean[] isQuiet = new boolean[2];
    private int running = -1;
    private boolean isInterrupting;
    private int rotations;

    Simulation(long seed) {
      random = new Random(seed);
      for (int i = 0; i < 2; i++) {
        replicas.add(new Replica(cluster.client(this::mayInterrupt), now));
        due.add(now);
      }
    }

    /** Between two calls of a replica, the other one works, or some time passes. */
    private void mayInterrupt() {
      int running = this.running;
      if (running >= 0 && !isInterrupting && random.nextInt(10) == 0) {
        isInterrupting = true;
        int other = 1 - running;
        act(other);
        for (int stall = random.nextInt(5) == 0 ? random.nextInt(30) : 0; stall > 0; stall--) {
          pass();
          if (!now.isBefore(due.get(other))) {
            act(other);
          }
          check();
        }
        isInterrupting = false;
        this.running = running;
      }
    }

    private void act(int index) {
      running = index;
      Replica replica = replicas.get(index);
      replica.sleep(Duration.between(replica.now(), now));
      Duration pause = replica.round();
      due.set(index, now.plus(pause));
      isQuiet[index] = pause.compareTo(Replica.SETTINGS.interval()) >= 0;
      running = -1;
    }

    void run(Duration time) {
      Instant end = now.plus(time);
      while (now.isBefore(end)) {
        if (random.nextInt(100) == 0) {
          damage();
        }
        for (int i = 0; i < replicas.size(); i++) {
          if (!now.isBefore(due.get(i))) {
            act(i);
          }
        }
        check();
        advance();
      }
    }

    private void damage() {
      if (cluster.shared().isEmpty()) {
        return;
      }
      rotations++;
      switch (random.nextInt(3)) {
        case 0 -> cluster.deleteSecret();
        case 1 -> cluster.damage("ca.key", "garbage");
        default -> cluster.damage("tls.key", "garbage");
      }
    }

    /** In steps of a second while something happens, otherwise faster. */
    private void advance() {
      pass();
      if (isQuiet[0] && isQuiet[1]) {
        Instant later = due.stream().min(Instant::compareTo).orElseThrow();
        now = later.plus(Duration.ofMinutes(random.nextInt(20)));
        recent.clear();
        if (random.nextInt(3) == 0) {
          damage();
        }
      }
    }

    private void pass() {
      recent.addLast(cluster.trusted());
      if (recent.size() > LAG_SECONDS) {
        recent.removeFirst();
      }
      now = now.plusSeconds(1);
    }

    private void check() {
      for (Replica replica : replicas) {
        if (!replica.certificates.isTrusted()) {
          continue;
        }
        for (Set<X509Certificate> seen : recent) {
          assertThat(replica.isAcceptedBy(seen)).as("at %s", now).isTrue();
        }
        assertThat(now).isBefore(replica.served().getNotAfter().toInstant());
      }
    }
  }
}
