package io.nauthera.controller.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.provisioning.RealmInventory.Complete;
import io.nauthera.controller.provisioning.RealmInventory.NotWalkedYet;
import io.nauthera.controller.provisioning.RealmInventory.WalkFailed;
import io.nauthera.controller.provisioning.RegisteredClient.StoredSettings;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RealmInventoryTest {
  private static final ClientName APP = new ClientName("team", "app");
  private static final ClientName OTHER = new ClientName("team", "other");
  private static final StoredSettings DESIRED = new ScopesOnly("profile");
  private static final StoredSettings DRIFTED = new ScopesOnly("profile", "email");
  private static final DesiredClient WANTED = wanted("App");
  private static final int TRIAL = 12;

  private final RealmInventory inventory = new RealmInventory();

  private static DesiredClient wanted(String displayName) {
    return new DesiredClient(
        "team.app",
        new Owner(APP, "uid", "cluster"),
        displayName,
        true,
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of("profile"),
        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
        true,
        null,
        null,
        null,
        null,
        true);
  }

  private static RegisteredClient client(ClientName name, StoredSettings settings) {
    return new RegisteredClient(
        "id-" + name.name(),
        name.defaultClientId(),
        new Owner(name, "uid", "cluster"),
        "secret",
        settings);
  }

  private static RegisteredClient client(ClientName name) {
    return client(name, DESIRED);
  }

  private Set<ClientName> walk(RegisteredClient... clients) {
    InventoryWalk walk = inventory.walk();
    walk.page(List.of(clients), walk.beforePage());
    return walk.complete();
  }

  @Test
  void walk_first_findsEveryClient() {
    assertThat(inventory.state()).isEqualTo(new NotWalkedYet());

    assertThat(walk(client(APP), client(OTHER))).containsExactly(APP, OTHER);

    assertThat(inventory.state()).isEqualTo(new Complete());
    assertThat(inventory.all()).containsExactlyInAnyOrder(client(APP), client(OTHER));
  }

  @Test
  void client_unchanged_isNotReported() {
    var unused = walk(client(APP));

    assertThat(walk(client(APP))).isEmpty();
  }

  @Test
  void client_changedByOthers_isReported() {
    var unused = walk(client(APP), client(OTHER));

    assertThat(walk(client(APP, DRIFTED), client(OTHER))).containsExactly(APP);
    assertThat(inventory.find("team.app")).contains(client(APP, DRIFTED));
  }

  @Test
  void secret_regenerated_isReported() {
    var unused = walk(client(APP));

    assertThat(
            walk(
                new RegisteredClient(
                    "id-app", "team.app", new Owner(APP, "uid", "cluster"), "other", DESIRED)))
        .containsExactly(APP);
  }

  @Test
  void client_removedByOthers_isReportedAndForgotten() {
    var unused = walk(client(APP), client(OTHER));

    assertThat(walk(client(OTHER))).containsExactly(APP);
    assertThat(inventory.find("team.app")).isEmpty();
    assertThat(inventory.all()).containsExactly(client(OTHER));
    assertThat(walk(client(OTHER))).isEmpty();
  }

  @Test
  void marker_changed_isReportedToBoth() {
    var unused = walk(client(APP));

    assertThat(
            walk(
                new RegisteredClient(
                    "id-app", "team.app", new Owner(OTHER, "uid", "cluster"), "secret", DESIRED)))
        .containsExactly(APP, OTHER);
  }

  @Test
  void client_written_isNotReported() {
    var unused = walk(client(APP, DRIFTED));
    inventory.put(client(APP));
    inventory.put(client(OTHER));

    assertThat(walk(client(APP), client(OTHER))).isEmpty();
  }

  @Test
  void client_writtenAfterThePageWasAskedFor_isNewerThanThePage() {
    inventory.put(client(APP, DRIFTED));
    InventoryWalk walk = inventory.walk();
    long before = walk.beforePage();
    inventory.put(client(APP));

    walk.page(List.of(client(APP, DRIFTED)), before);

    assertThat(walk.complete()).isEmpty();
    assertThat(inventory.find("team.app")).contains(client(APP));
  }

  @Test
  void client_writtenBeforeThePageWasAskedFor_isOlderThanThePage() {
    InventoryWalk walk = inventory.walk();
    inventory.put(client(APP));
    long before = walk.beforePage();

    walk.page(List.of(client(APP, DRIFTED)), before);

    assertThat(walk.complete()).containsExactly(APP);
    assertThat(inventory.find("team.app")).contains(client(APP, DRIFTED));
  }

  @Test
  void client_removedAfterThePageWasAskedFor_staysRemoved() {
    inventory.put(client(APP));
    InventoryWalk walk = inventory.walk();
    long before = walk.beforePage();
    inventory.remove("team.app");

    walk.page(List.of(client(APP)), before);

    assertThat(walk.complete()).isEmpty();
    assertThat(inventory.find("team.app")).isEmpty();
    assertThat(inventory.all()).isEmpty();
  }

  @Test
  void client_removedLongAgoAndBack_isReported() {
    inventory.put(client(APP));
    inventory.remove("team.app");

    assertThat(walk(client(APP))).containsExactly(APP);
  }

  @Test
  void client_createdDuringTheWalk_isNotMissing() {
    InventoryWalk walk = inventory.walk();
    walk.page(List.of(), walk.beforePage());
    inventory.put(client(APP));

    assertThat(walk.complete()).isEmpty();
    assertThat(inventory.find("team.app")).contains(client(APP));
  }

  @Test
  void walk_failed_isSaidUntilOneIsComplete() {
    var why = new Unavailable(Cause.UNREACHABLE, "why");
    inventory.walk().failed(why);
    assertThat(inventory.state()).isEqualTo(new WalkFailed(why));

    var unused = walk();
    inventory.walk().failed(why);

    assertThat(inventory.state()).isEqualTo(new Complete());
  }

  @Test
  void walk_failedHalfWay_forgetsNothing() {
    var unused = walk(client(APP));
    InventoryWalk walk = inventory.walk();
    walk.page(List.of(client(OTHER)), walk.beforePage());

    walk.failed(new Unavailable(Cause.UNREACHABLE, "why"));

    assertThat(inventory.all()).containsExactlyInAnyOrder(client(APP), client(OTHER));
  }

  private void correct() {
    inventory.corrected(client(APP), DRIFTED, WANTED);
  }

  private boolean insists() {
    return inventory.insists("team.app", DRIFTED, WANTED);
  }

  @Test
  void realm_thatUndoesTwoCorrections_insists() {
    var unused = walk(client(APP, DRIFTED));
    assertThat(insists()).isFalse();
    correct();

    assertThat(walk(client(APP, DRIFTED))).containsExactly(APP);
    assertThat(insists()).as("undone once").isFalse();
    correct();

    assertThat(walk(client(APP, DRIFTED))).containsExactly(APP);
    assertThat(insists()).as("undone twice").isTrue();
    assertThat(walk(client(APP, DRIFTED))).as("not written again").isEmpty();
    assertThat(insists()).isTrue();
  }

  private void insistingRealm() {
    for (int i = 0; i < 2; i++) {
      correct();
      var unused = walk(client(APP, DRIFTED));
    }
    assertThat(insists()).isTrue();
  }

  @Test
  void realm_insisting_doesNotPreventOtherChanges() {
    insistingRealm();

    assertThat(inventory.insists("team.app", DRIFTED, wanted("New name"))).isFalse();
    assertThat(inventory.insists("team.app", new ScopesOnly(), WANTED)).isFalse();
    assertThat(inventory.insists("team.other", DRIFTED, WANTED)).isFalse();
  }

  @Test
  void correction_thatLasted_startsFromTheBeginning() {
    correct();
    var unused = walk(client(APP, DRIFTED));
    correct();
    var unusedToo = walk(client(APP));

    correct();
    var unusedThree = walk(client(APP, DRIFTED));

    assertThat(insists()).isFalse();
  }

  @Test
  void realm_insisting_isTriedAgainFromTimeToTime() {
    insistingRealm();
    for (int i = 2; i < TRIAL - 1; i++) {
      assertThat(walk(client(APP, DRIFTED))).isEmpty();
    }

    assertThat(walk(client(APP, DRIFTED))).containsExactly(APP);
    assertThat(insists()).isFalse();
    correct();
    assertThat(walk(client(APP, DRIFTED))).containsExactly(APP);
    assertThat(insists()).isTrue();
  }
}
