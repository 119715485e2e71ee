package io.nauthera.controller.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.governance.ServerName;
import io.nauthera.controller.provisioning.ClientRegistry.Absent;
import io.nauthera.controller.provisioning.ClientRegistry.Lookup;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import io.nauthera.runtime.tracing.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardedRealmTest {
  private static final ServerName SERVER = new ServerName("security", "main");
  private static final String URL = "https://auth.example.com";
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGER_THAN_FIRST_PAUSE = Duration.ofSeconds(7);
  private static final Unavailable LATE =
      new Unavailable(
          Cause.UNREACHABLE,
          "Keycloak at https://auth.example.com cannot be reached or does not answer in time");
  private static final Unavailable OVERLOADED = new Unavailable(Cause.OVERLOADED, "overloaded");

  private final MovableClock clock = new MovableClock();
  private final ScriptedRealm realm = new ScriptedRealm();
  private final CountDownLatch testEnds = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ServerName> changes = new CopyOnWriteArrayList<>();

  @AfterEach
  void endHangingCalls() {
    testEnds.countDown();
    threads.close();
  }

  /** Two calls at the same time; two of the last four calls decide. */
  private static GuardSettings settings(Duration deadline, Duration slowCall) {
    return settings(deadline, slowCall, 2);
  }

  private static GuardSettings settings(Duration deadline, Duration slowCall, int enoughCalls) {
    return new GuardSettings(
        2,
        Duration.ofSeconds(30),
        deadline,
        slowCall,
        4,
        enoughCalls,
        PAUSE,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5));
  }

  private ServerGuard guard(Duration deadline, Duration slowCall) {
    return new ServerGuard(SERVER, URL, settings(deadline, slowCall), clock, changes::add);
  }

  private GuardedRealm guarded() {
    return new GuardedRealm(
        realm, guard(Duration.ofSeconds(30), Duration.ofSeconds(30)), Tracing.OFF);
  }

  private GuardedRealm withDeadline() {
    return new GuardedRealm(
        realm, guard(Duration.ofSeconds(1), Duration.ofSeconds(30)), Tracing.OFF);
  }

  private Lookup hang() {
    try {
      testEnds.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Absent();
  }

  private Lookup hangWhateverHappens() {
    while (testEnds.getCount() > 0) {
      Lookup unused = hang();
      boolean ignored = Thread.interrupted();
    }
    return new Absent();
  }

  private List<Lookup> callAtOnce(GuardedRealm guarded, int calls)
      throws InterruptedException, ExecutionException {
    List<Future<Lookup>> results = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      results.add(threads.submit(() -> guarded.find("team.app")));
    }
    List<Lookup> lookups = new ArrayList<>();
    for (Future<Lookup> result : results) {
      lookups.add(result.get());
    }
    return lookups;
  }

  private static void callTwice(GuardedRealm guarded) {
    for (int i = 0; i < 2; i++) {
      var unused = guarded.find("team.app");
    }
  }

  @Test
  @Timeout(20)
  void calls_refusedWhileOthersHang_doNotWaitForThem() throws Exception {
    GuardedRealm guarded = guarded();
    realm.find = this::hang;
    var unused = threads.submit(() -> guarded.find("team.app"));
    await().until(() -> realm.calls.get() == 1);
    realm.find = () -> OVERLOADED;
    callTwice(guarded);
    clock.pass(LONGER_THAN_FIRST_PAUSE);
    realm.find = this::hang;
    var unusedProbe = threads.submit(() -> guarded.find("team.app"));
    await().until(() -> realm.calls.get() == 4);

    assertThat(guarded.find("team.app")).isEqualTo(OVERLOADED);
    testEnds.countDown();
  }

  @Test
  void call_hanging_isAnsweredAtTheDeadline() {
    realm.find = this::hang;

    assertThat(withDeadline().find("team.app")).isEqualTo(LATE);
  }

  @Test
  void call_thatCannotBeInterrupted_isAnsweredAtTheDeadline() {
    realm.find = this::hangWhateverHappens;

    assertThat(withDeadline().find("team.app")).isEqualTo(LATE);
  }

  @Test
  void server_hanging_isNotCalledByThoseWhoWait() throws Exception {
    realm.find = this::hang;

    assertThat(callAtOnce(withDeadline(), 100)).hasSize(100).containsOnly(LATE);
    assertThat(realm.calls.get()).isLessThan(10);
    assertThat(changes).containsExactly(SERVER);
  }

  /** Otherwise they hang a second time, and their conditions are late. */
  @Test
  void calls_waitingWhileTheServerIsSilent_areNotMadeAnyMore() throws Exception {
    ServerGuard guard =
        new ServerGuard(
            SERVER,
            URL,
            settings(Duration.ofSeconds(1), Duration.ofMillis(500), 4),
            clock,
            changes::add);
    realm.find = this::hang;

    assertThat(callAtOnce(new GuardedRealm(realm, guard, Tracing.OFF), 20))
        .hasSize(20)
        .containsOnly(LATE);
    assertThat(realm.calls.get()).as("those that ran at the same time").isEqualTo(2);
  }

  @Test
  void calls_waitingWhileOnlyOneHangs_areMade() throws Exception {
    GuardedRealm guarded = withDeadline();
    realm.find = this::hang;
    Future<Lookup> hanging = threads.submit(() -> guarded.find("team.app"));
    await().until(() -> realm.calls.get() == 1);
    realm.find = sleeping(Duration.ofMillis(1));

    assertThat(callAtOnce(guarded, 50)).hasSize(50).containsOnly(new Absent());
    assertThat(hanging.get()).isEqualTo(LATE);
    assertThat(changes).isEmpty();
  }

  @Test
  void server_hangingWithoutInterruption_doesNotBlockTheProbe() throws Exception {
    realm.find = this::hangWhateverHappens;
    GuardedRealm guarded = withDeadline();
    var unused = callAtOnce(guarded, 10);
    realm.find = Absent::new;

    clock.pass(LONGER_THAN_FIRST_PAUSE);

    assertThat(guarded.find("team.app")).isEqualTo(new Absent());
  }

  @Test
  void calls_many_runFewAtATime() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    realm.find =
        () -> {
          int unused = most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          int unusedToo = running.decrementAndGet();
          return new Absent();
        };

    assertThat(callAtOnce(guarded(), 500)).hasSize(500).containsOnly(new Absent());
    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(value = Cause.class, mode = EnumSource.Mode.EXCLUDE, names = "FAILED")
  void server_unusable_isNotCalledAgainAndGivesTheSameAnswer(Cause cause) {
    var why = new Unavailable(cause, "why");
    realm.find = () -> why;
    GuardedRealm guarded = guarded();
    callTwice(guarded);

    assertThat(guarded.find("team.other")).isEqualTo(why);
    assertThat(guarded.endpoints()).isEqualTo(why);
    assertThat(guarded.health().problem()).contains(why);
    assertThat(realm.calls.get()).isEqualTo(2);
    assertThat(changes).containsExactly(SERVER);
  }

  @Test
  void request_thatTheServerCannotProcess_doesNotStopOthers() {
    realm.find = () -> new Unavailable(Cause.FAILED, "why");
    GuardedRealm guarded = guarded();
    for (int i = 0; i < 10; i++) {
      callTwice(guarded);
    }

    realm.find = Absent::new;

    assertThat(guarded.find("team.other")).isEqualTo(new Absent());
    assertThat(changes).isEmpty();
  }

  @Test
  void server_recovered_isUsedAfterThePause() {
    realm.find = () -> OVERLOADED;
    GuardedRealm guarded = guarded();
    callTwice(guarded);
    realm.find = Absent::new;

    assertThat(guarded.find("team.app")).isEqualTo(OVERLOADED);
    clock.pass(LONGER_THAN_FIRST_PAUSE);
    assertThat(guarded.find("team.app")).isEqualTo(new Absent());
    assertThat(guarded.find("team.app")).isEqualTo(new Absent());
    assertThat(changes).containsExactly(SERVER, SERVER);
  }

  @Test
  void server_notCalled_saysSoUntilThePauseEnds() {
    realm.find = () -> OVERLOADED;
    GuardedRealm guarded = guarded();
    assertThat(guarded.notCalled()).isEmpty();
    callTwice(guarded);
    realm.find = Absent::new;

    assertThat(guarded.notCalled()).contains(OVERLOADED);
    clock.pass(LONGER_THAN_FIRST_PAUSE);
    assertThat(guarded.notCalled()).isEmpty();
    assertThat(guarded.notCalled()).as("the first question is not the probe").isEmpty();
    assertThat(guarded.find("team.app")).isEqualTo(new Absent());
  }

  @Test
  void server_stillUnusable_isProbedOnceAfterEachPause() {
    realm.find = () -> OVERLOADED;
    GuardedRealm guarded = guarded();
    callTwice(guarded);

    clock.pass(LONGER_THAN_FIRST_PAUSE);
    callTwice(guarded);
    assertThat(realm.calls.get()).isEqualTo(3);
    clock.pass(LONGER_THAN_FIRST_PAUSE);
    callTwice(guarded);
    assertThat(realm.calls.get()).as("the second pause is longer").isEqualTo(3);
    clock.pass(LONGER_THAN_FIRST_PAUSE);
    callTwice(guarded);
    assertThat(realm.calls.get()).isEqualTo(4);
    assertThat(changes).as("the same reason is reported once").containsExactly(SERVER);
  }

  @Test
  void server_unusableForAnotherReason_reportsIt() {
    realm.find = () -> OVERLOADED;
    GuardedRealm guarded = guarded();
    callTwice(guarded);
    realm.find = () -> LATE;

    clock.pass(LONGER_THAN_FIRST_PAUSE);
    callTwice(guarded);

    assertThat(changes).containsExactly(SERVER, SERVER);
    assertThat(guarded.find("team.app")).isEqualTo(LATE);
  }

  /** The Secret of a client can still be restored. */
  @Test
  void endpoints_whileTheServerIsUnusable_areTheLastOnes() {
    GuardedRealm guarded = guarded();
    var before = guarded.endpoints();
    realm.find = () -> OVERLOADED;
    callTwice(guarded);

    assertThat(guarded.find("team.app")).isEqualTo(OVERLOADED);
    assertThat(guarded.endpoints()).isEqualTo(before).isInstanceOf(Endpoints.class);
  }

  /** The Secrets of all clients name them. */
  @Test
  void endpoints_thatChange_areReported() {
    GuardedRealm guarded = guarded();
    var unused = guarded.endpoints();
    realm.endpoints = new DiscoveryFailed("HTTP 502");
    var unusedFailure = guarded.endpoints();
    realm.endpoints = new Endpoints("https://auth.example.com/realms/acme", Map.of());
    var unusedSame = guarded.endpoints();
    assertThat(changes).isEmpty();

    realm.endpoints = new Endpoints("https://sso.example.com/realms/acme", Map.of());

    assertThat(guarded.endpoints()).isEqualTo(realm.endpoints);
    assertThat(guarded.endpoints()).isEqualTo(realm.endpoints);
    assertThat(changes).containsExactly(SERVER);
  }

  @Test
  void answer_fromMemory_doesNotShowThatTheServerIsUsable() {
    realm.find = () -> OVERLOADED;
    GuardedRealm guarded = guarded();
    callTwice(guarded);
    clock.pass(LONGER_THAN_FIRST_PAUSE);

    assertThat(guarded.endpoints()).isInstanceOf(Endpoints.class);
    callTwice(guarded);

    assertThat(realm.calls.get()).as("one probe").isEqualTo(3);
  }

  @Test
  void waitingTime_askedForByTheServer_isHonoured() {
    realm.find = () -> new Unavailable(Cause.OVERLOADED, "overloaded", Duration.ofSeconds(60));
    GuardedRealm guarded = guarded();
    callTwice(guarded);
    assertThat(realm.calls.get()).isEqualTo(1);

    clock.pass(Duration.ofSeconds(59));
    callTwice(guarded);
    assertThat(realm.calls.get()).isEqualTo(1);
    clock.pass(Duration.ofSeconds(2));
    callTwice(guarded);
    assertThat(realm.calls.get()).isEqualTo(2);
  }

  @Test
  void waitingTime_tooShort_isProlonged() {
    realm.find = () -> new Unavailable(Cause.OVERLOADED, "overloaded", Duration.ofMillis(1));
    GuardedRealm guarded = guarded();
    callTwice(guarded);

    clock.pass(PAUSE.minusMillis(1));
    callTwice(guarded);

    assertThat(realm.calls.get()).isEqualTo(1);
  }

  @Test
  void waitingTime_tooLong_isCut() {
    realm.find = () -> new Unavailable(Cause.OVERLOADED, "overloaded", Duration.ofDays(1));
    GuardedRealm guarded = guarded();
    callTwice(guarded);
    realm.find = Absent::new;

    clock.pass(Duration.ofMinutes(5).plusSeconds(1));

    assertThat(guarded.find("team.app")).isEqualTo(new Absent());
  }

  @Test
  void server_slow_isNotCalledForSomeTime() {
    GuardedRealm guarded =
        new GuardedRealm(realm, guard(Duration.ofSeconds(30), Duration.ofMillis(1)), Tracing.OFF);
    realm.find = sleeping(Duration.ofMillis(20));
    callTwice(guarded);

    assertThat(guarded.find("team.app"))
        .isInstanceOfSatisfying(
            Unavailable.class, why -> assertThat(why.cause()).isEqualTo(Cause.OVERLOADED));
    assertThat(realm.calls.get()).isEqualTo(2);
  }

  private static Supplier<Lookup> sleeping(Duration duration) {
    return () -> {
      try {
        Thread.sleep(duration);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Absent();
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"CREDENTIALS_REJECTED", "FORBIDDEN", "REALM_MISSING"})
  void credentials_newAfterARefusal_areTriedAtOnce(Cause cause) {
    ServerGuard guard = guard(Duration.ofSeconds(30), Duration.ofSeconds(30));
    realm.find = () -> new Unavailable(cause, "why");
    callTwice(new GuardedRealm(realm, guard, Tracing.OFF));
    realm.find = Absent::new;

    guard.credentialsChanged();

    assertThat(new GuardedRealm(realm, guard, Tracing.OFF).find("team.app"))
        .isEqualTo(new Absent());
  }

  @Test
  void credentials_newDuringAnOutage_doNotEndThePause() {
    ServerGuard guard = guard(Duration.ofSeconds(30), Duration.ofSeconds(30));
    realm.find = () -> OVERLOADED;
    callTwice(new GuardedRealm(realm, guard, Tracing.OFF));

    guard.credentialsChanged();
    callTwice(new GuardedRealm(realm, guard, Tracing.OFF));

    assertThat(realm.calls.get()).isEqualTo(2);
  }

  @Test
  void bug_inACall_isThrownAndDoesNotCount() {
    realm.find =
        () -> {
          throw new IllegalStateException("bug");
        };
    GuardedRealm guarded = guarded();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> guarded.find("team.app")).hasMessage("bug");
    }

    assertThat(changes).isEmpty();
  }

  @Test
  void realm_inUse_isNotClosed() throws Exception {
    realm.find = this::hangWhateverHappens;
    GuardedRealm guarded = guarded();
    Future<Lookup> call = threads.submit(() -> guarded.find("team.app"));
    await().until(() -> realm.calls.get() == 1);

    assertThat(guarded.closeIfIdle()).isFalse();
    assertThat(realm.isClosed).isFalse();
    testEnds.countDown();
    assertThat(call.get()).isEqualTo(new Absent());
    assertThat(guarded.closeIfIdle()).isTrue();
    assertThat(realm.isClosed).isTrue();
  }

  @Test
  void realm_closed_isNotCalled() {
    GuardedRealm guarded = guarded();
    guarded.close();
    guarded.close();

    for (int i = 0; i < 3; i++) {
      assertThat(guarded.find("team.app"))
          .isEqualTo(
              new Unavailable(
                  Cause.UNREACHABLE,
                  "the connection to the server was replaced by a new one: the controller retries"));
    }
    assertThat(realm.calls.get()).isZero();
  }
}
