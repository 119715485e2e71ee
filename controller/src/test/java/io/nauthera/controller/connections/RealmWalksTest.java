package io.nauthera.controller.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.connections.RealmWalks.Walker;
import io.nauthera.controller.provisioning.ClientRegistry.Page;
import io.nauthera.controller.provisioning.ClientRegistry.PageResult;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RealmInventory;
import io.nauthera.controller.provisioning.RealmInventory.Complete;
import io.nauthera.controller.provisioning.RealmInventory.WalkFailed;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.ScopesOnly;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealmWalksTest {
  private static final ServerName SERVER = new ServerName("security", "main");
  private static final ClientName APP = new ClientName("team", "app");
  private static final ClientName OTHER = new ClientName("team", "other");
  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration LATER = Duration.ofHours(1);
  private static final Unavailable NO_ANSWER = new Unavailable(Cause.UNREACHABLE, "no answer");

  private final ScriptedRealm realm = new ScriptedRealm();
  private final RealmInventory inventory = new RealmInventory();
  private final Heard heard = new Heard();
  private @Nullable RealmWalks walks;

  /** Keeps what it was called for. */
  private static final class Heard implements DriftListener {
    final List<ClientName> changed = new CopyOnWriteArrayList<>();
    final AtomicInteger walked = new AtomicInteger();

    @Override
    public void changed(ServerName server, ClientName client) {
      changed.add(client);
    }

    @Override
    public void walked(ServerName server) {
      int unused = walked.incrementAndGet();
    }
  }

  @AfterEach
  void stop() {
    if (walks != null) {
      walks.close();
    }
  }

  private Walker start(Duration interval, Duration retry) {
    walks = new RealmWalks(new DriftSettings("here", interval, retry), heard);
    return walks.start(SERVER, () -> realm, inventory);
  }

  private static RegisteredClient client(ClientName name, String cluster, String... scopes) {
    return new RegisteredClient(
        "id-" + name.name(),
        name.defaultClientId(),
        new Owner(name, "uid", cluster),
        "secret",
        new ScopesOnly(scopes));
  }

  private static Page page(int next, RegisteredClient... clients) {
    return new Page(List.of(clients), next);
  }

  @Test
  void walk_first_readsEveryPageAtOnceAndSaysSo() {
    realm.page =
        first -> first == 0 ? page(100, client(APP, "here")) : page(-1, client(OTHER, "here"));
    Walker unused = start(LATER, LATER);

    await().until(() -> heard.walked.get() == 1);

    assertThat(inventory.all())
        .containsExactlyInAnyOrder(client(APP, "here"), client(OTHER, "here"));
    assertThat(inventory.state()).isEqualTo(new Complete());
    assertThat(heard.changed).as("walked says enough").isEmpty();
    assertThat(realm.calls.get()).isEqualTo(2);
  }

  @Test
  void client_ofAnotherCluster_isLeftOut() {
    realm.page = first -> page(-1, client(APP, "there"), client(OTHER, "here"));
    Walker unused = start(LATER, LATER);

    await().until(() -> heard.walked.get() == 1);

    assertThat(inventory.all()).containsExactly(client(OTHER, "here"));
  }

  @Test
  void client_changedByOthers_isReported() {
    realm.page = first -> page(-1, client(APP, "here"));
    Walker unused = start(SOON, SOON);
    await().until(() -> heard.walked.get() == 1);

    realm.page = first -> page(-1, client(APP, "here", "email"));

    await().until(() -> heard.changed.equals(List.of(APP)));
    assertThat(inventory.find("team.app")).contains(client(APP, "here", "email"));
    assertThat(heard.walked.get()).isEqualTo(1);
  }

  @Test
  void client_whoseMarkerNamesAnotherClusterNow_isReportedAndForgotten() {
    realm.page = first -> page(-1, client(APP, "here"));
    Walker unused = start(SOON, SOON);
    await().until(() -> heard.walked.get() == 1);

    realm.page = first -> page(-1, client(APP, "there"));

    await().until(() -> heard.changed.equals(List.of(APP)));
    assertThat(inventory.all()).isEmpty();
  }

  @Test
  void walk_failingAtFirst_isSaidOnceAndTriedAgainSoon() {
    realm.page = first -> NO_ANSWER;
    Walker unused = start(LATER, SOON);
    await().until(() -> realm.calls.get() > 3);
    assertThat(inventory.state()).isEqualTo(new WalkFailed(NO_ANSWER));
    assertThat(heard.walked.get()).isEqualTo(1);

    realm.page = first -> page(-1, client(APP, "here"));

    await().until(() -> heard.walked.get() == 2);
    assertThat(inventory.state()).isEqualTo(new Complete());
  }

  @Test
  void walk_failingHalfWay_forgetsNothing() {
    realm.page = first -> page(-1, client(APP, "here"));
    Walker unused = start(SOON, SOON);
    await().until(() -> heard.walked.get() == 1);
    int calls = realm.calls.get();

    realm.page = first -> first == 0 ? page(100) : NO_ANSWER;

    await().until(() -> realm.calls.get() > calls + 5);
    assertThat(inventory.all()).containsExactly(client(APP, "here"));
    assertThat(heard.changed).isEmpty();
  }

  @Test
  void bug_inAWalk_doesNotEndTheWalks() {
    realm.page =
        first -> {
          throw new IllegalStateException("bug");
        };
    Walker unused = start(SOON, SOON);
    await().until(() -> realm.calls.get() > 1);

    realm.page = first -> page(-1);

    await().until(() -> heard.walked.get() == 1);
  }

  @Test
  void walks_ofOneRealm_neverOverlap() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    realm.page =
        first -> {
          int unused = most.accumulateAndGet(running.incrementAndGet(), Math::max);
          sleep(Duration.ofMillis(20));
          int unusedToo = running.decrementAndGet();
          return page(-1);
        };
    Walker unused = start(Duration.ofMillis(1), Duration.ofMillis(1));

    await().until(() -> realm.calls.get() > 10);

    assertThat(most.get()).isEqualTo(1);
  }

  @Test
  void walker_stopped_readsNoFurtherPage() throws InterruptedException {
    var isReading = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    realm.page =
        first -> {
          isReading.countDown();
          return waitFor(mayEnd, page(100));
        };
    Walker walker = start(SOON, SOON);
    isReading.await();

    walker.stop();
    mayEnd.countDown();

    await().during(Duration.ofMillis(100)).until(() -> realm.calls.get() == 1);
    assertThat(heard.walked.get()).isZero();
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PageResult waitFor(CountDownLatch latch, PageResult result) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return result;
  }
}
