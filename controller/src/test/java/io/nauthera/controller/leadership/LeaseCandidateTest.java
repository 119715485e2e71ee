package io.nauthera.controller.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who leads when: two replicas, one Lease, and a time that the test sets. */
class LeaseCandidateTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final Duration DURATION = Duration.ofSeconds(12);

  private final InMemoryLeaseStore store = new InMemoryLeaseStore();
  private final AtomicLong time = new AtomicLong();
  private final LeaseCandidate first = candidate("first", DURATION, NOW);
  private final LeaseCandidate second = candidate("second", DURATION, NOW);

  private LeaseCandidate candidate(String name, Duration duration, Instant now) {
    return new LeaseCandidate(
        store,
        new LeaseSettings("nauthera-system", "nauthera-controller", name, duration),
        Clock.fixed(now, ZoneOffset.UTC),
        time::get);
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  private LeaseSpec lease() {
    return store.read().orElseThrow().getSpec();
  }

  @Test
  void candidate_withoutALease_createsItAndLeads() {
    first.attempt();

    assertThat(first.isLeading()).isTrue();
    assertThat(lease().getHolderIdentity()).isEqualTo("first");
    assertThat(lease().getLeaseDurationSeconds()).isEqualTo(12);
    assertThat(lease().getRenewTime().toInstant()).isEqualTo(NOW);
  }

  @Test
  void candidate_whileAnotherRenewsTheLease_follows() {
    first.attempt();

    for (int i = 0; i < 20; i++) {
      second.attempt();
      pass(Duration.ofSeconds(2));
      first.attempt();
    }

    assertThat(second.isLeading()).isFalse();
    assertThat(first.remaining()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void candidate_whenTheLeaseIsNotRenewed_leadsAfterItsDuration() {
    first.attempt();
    second.attempt();
    pass(DURATION.minusMillis(1));
    second.attempt();
    assertThat(second.isLeading()).isFalse();

    pass(second.pause());
    second.attempt();

    assertThat(second.isLeading()).isTrue();
    assertThat(lease().getLeaseTransitions()).isEqualTo(1);
  }

  /** It does not know for how long the Lease has not been renewed. */
  @Test
  void candidate_thatSeesALeaseForTheFirstTime_waitsForItsWholeDuration() {
    first.attempt();
    pass(Duration.ofHours(1));

    second.attempt();

    assertThat(second.isLeading()).isFalse();
    assertThat(second.pause()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void candidate_whoseClockIsAhead_doesNotTakeALeaseThatIsRenewed() {
    LeaseCandidate ahead = candidate("ahead", DURATION, NOW.plusSeconds(3600));
    first.attempt();

    ahead.attempt();

    assertThat(ahead.isLeading()).isFalse();
  }

  @Test
  void candidate_whoseLeaderWasStartedWithALongerDuration_waitsForThatDuration() {
    LeaseCandidate slow = candidate("slow", Duration.ofSeconds(60), NOW);
    slow.attempt();
    second.attempt();

    pass(Duration.ofSeconds(59));
    second.attempt();
    assertThat(second.isLeading()).isFalse();

    pass(Duration.ofSeconds(1));
    second.attempt();
    assertThat(second.isLeading()).isTrue();
  }

  /** The container of the leader was restarted: the pod has the same name. */
  @Test
  void candidate_withTheNameOfTheHolder_leadsAtOnce() {
    first.attempt();

    LeaseCandidate restarted = candidate("first", DURATION, NOW);
    restarted.attempt();

    assertThat(restarted.isLeading()).isTrue();
  }

  @Test
  void leader_thatCannotRenew_endsBeforeAnotherLeads() {
    first.attempt();
    second.attempt();
    store.goDown();
    while (first.remaining().isPositive()) {
      pass(Duration.ofSeconds(1));
      first.attempt();
    }
    store.comeBack();

    second.attempt();

    assertThat(second.isLeading()).isFalse();
    assertThat(Duration.ofNanos(time.get())).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void leader_thatRenewsInTime_hasItsWholeTimeAgain() {
    first.attempt();
    store.goDown();
    pass(Duration.ofSeconds(7));
    first.attempt();
    store.comeBack();

    first.attempt();

    assertThat(first.remaining()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void leader_whoseRenewalTakesEffectWithoutAnAnswer_staysTheLeader() {
    first.attempt();
    store.loseAnswers();
    pass(Duration.ofSeconds(2));
    first.attempt();
    store.comeBack();

    first.attempt();

    assertThat(first.remaining()).isEqualTo(Duration.ofSeconds(8));
    assertThat(lease().getLeaseTransitions()).isZero();
  }

  @Test
  void leader_whoseLeaseAnotherHolds_hasNoTimeLeft() {
    first.attempt();
    second.attempt();
    pass(DURATION);
    second.attempt();
    first.attempt();

    first.attempt();

    assertThat(first.remaining()).isZero();
  }

  @Test
  void leader_whoseLeaseWasDeleted_createsItAgain() {
    first.attempt();
    store.remove();
    first.attempt();

    first.attempt();

    assertThat(first.remaining()).isEqualTo(Duration.ofSeconds(8));
    assertThat(lease().getHolderIdentity()).isEqualTo("first");
  }

  @Test
  void leader_thatReleases_letsAnotherLeadAtOnce() {
    first.attempt();
    second.attempt();

    first.release();
    second.attempt();

    assertThat(first.isLeading()).isFalse();
    assertThat(second.isLeading()).isTrue();
    assertThat(lease().getLeaseTransitions()).isEqualTo(1);
  }

  @Test
  void candidate_thatDoesNotLead_releasesNothing() {
    first.attempt();
    second.attempt();

    second.release();

    assertThat(lease().getHolderIdentity()).isEqualTo("first");
  }
}
