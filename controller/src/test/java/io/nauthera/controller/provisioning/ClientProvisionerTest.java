package io.nauthera.controller.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.provisioning.ClientProvisioner.Registration;
import io.nauthera.controller.provisioning.ClientProvisioner.Request;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.Provisioning.Changed;
import io.nauthera.controller.provisioning.Provisioning.Continued;
import io.nauthera.controller.provisioning.Provisioning.Done;
import io.nauthera.controller.provisioning.Provisioning.Failed;
import io.nauthera.controller.provisioning.Provisioning.NotKnownYet;
import io.nauthera.controller.provisioning.Provisioning.Nothing;
import io.nauthera.controller.provisioning.Provisioning.Overruled;
import io.nauthera.controller.provisioning.Provisioning.Refused;
import io.nauthera.controller.provisioning.Provisioning.Registered;
import io.nauthera.controller.provisioning.Provisioning.RegisteredAgain;
import io.nauthera.controller.provisioning.Provisioning.Taken;
import io.nauthera.controller.provisioning.RealmInventory.NotWalkedYet;
import io.nauthera.controller.provisioning.RealmInventory.WalkFailed;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many calls it takes to reach the desired state, and what is never lost on the way. */
class ClientProvisionerTest {
  private static final String CLIENT_ID = "team.app";
  private static final String PUBLISHED = "the-secret-that-the-application-uses";
  private static final Owner OWNER = new Owner(new ClientName("team", "app"), "uid-1", "cluster-1");
  private static final Unavailable NO_ANSWER = new Unavailable(Cause.UNREACHABLE, "no answer");

  private final InMemoryRealm realm = new InMemoryRealm();
  private final InMemoryClientRegistry server = realm.clients();
  private final RealmInventory inventory = realm.inventory();
  private Optional<String> published = Optional.empty();
  private int recorded;

  private Provisioning provision(Registration registration) {
    return provision(registration, draft -> {});
  }

  private Provisioning provision(Registration registration, Consumer<DesiredClientDraft> change) {
    var request =
        new Request(
            CLIENT_ID,
            OWNER,
            registration,
            actual -> desired(change),
            new SecretSource(() -> published),
            () -> recorded++);
    return new ClientProvisioner(new Connected(null, realm, inventory)).provision(request);
  }

  private static DesiredClient desired(Consumer<DesiredClientDraft> change) {
    var draft = new DesiredClientDraft(CLIENT_ID, OWNER);
    change.accept(draft);
    return draft.finished();
  }

  private void registered() {
    assertThat(provision(Registration.NONE)).isInstanceOf(Done.class);
    published = Optional.ofNullable(secret());
    recorded = 0;
  }

  private String secret() {
    return server.registered(CLIENT_ID).orElseThrow().secret();
  }

  private List<String> callsSince(int before) {
    return server.calls().subList(before, server.calls().size());
  }

  private static void assertDone(Provisioning result, Class<? extends Provisioning.Change> change) {
    assertThat(result)
        .isInstanceOfSatisfying(Done.class, done -> assertThat(done.change()).isInstanceOf(change));
  }

  @Test
  void client_newWhileTheServerIsNotCalled_leavesNoRecord() {
    realm.stopCalls(NO_ANSWER);

    assertThat(provision(Registration.NONE)).isEqualTo(new Failed(NO_ANSWER));

    assertThat(recorded).isZero();
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void client_newThatIsRecorded_isTriedWhateverTheServerDid() {
    realm.stopCalls(NO_ANSWER);

    assertDone(provision(Registration.STARTED), Registered.class);
  }

  @Test
  void client_new_isRecordedAndTakesOneCall() {
    assertDone(provision(Registration.NONE), Registered.class);

    assertThat(recorded).isEqualTo(1);
    assertThat(server.calls()).containsExactly("create team.app");
    assertThat(secret()).hasSizeGreaterThanOrEqualTo(43);
    assertThat(inventory.find(CLIENT_ID)).isPresent();
  }

  @Test
  void client_asDesired_takesNoCall() {
    registered();
    int before = server.calls().size();

    assertDone(provision(Registration.FINISHED), Nothing.class);

    assertThat(callsSince(before)).isEmpty();
  }

  @Test
  void client_changed_takesOneCallAndKeepsItsSecret() {
    registered();
    String secret = secret();
    int before = server.calls().size();

    assertDone(provision(Registration.FINISHED, d -> d.displayName = "Other"), Changed.class);

    assertThat(callsSince(before)).containsExactly("update team.app");
    assertThat(secret()).isEqualTo(secret);
  }

  /** The controller stopped after the server had created the client. */
  @ParameterizedTest
  @EnumSource(Registration.class)
  void client_whoseCreationWasNotRemembered_isFoundWithItsSecret(Registration registration) {
    registered();
    String secret = secret();
    inventory.remove(CLIENT_ID);

    assertDone(provision(registration), Nothing.class);

    assertThat(secret()).isEqualTo(secret);
    assertThat(server.calls()).filteredOn(call -> call.startsWith("create")).hasSizeBetween(1, 2);
    assertThat(inventory.find(CLIENT_ID)).isPresent();
  }

  @Test
  void creation_whoseAnswerIsLost_isFoundLater() {
    server.loseNextAnswer(NO_ANSWER);
    assertThat(provision(Registration.NONE)).isInstanceOf(Failed.class);
    String secret = secret();

    assertDone(provision(Registration.STARTED), Nothing.class);

    assertThat(secret()).isEqualTo(secret);
  }

  @Test
  void client_deletedByHand_comesBackWithThePublishedSecret() {
    registered();
    server.removeByHand(CLIENT_ID);
    inventory.remove(CLIENT_ID);
    published = Optional.of(PUBLISHED);

    assertDone(provision(Registration.FINISHED), RegisteredAgain.class);

    assertThat(secret()).isEqualTo(PUBLISHED);
  }

  /** The inventory does not know it yet, so the update finds that the client is missing. */
  @Test
  void client_deletedByHandDuringAChange_comesBackWithThePublishedSecret() {
    registered();
    server.removeByHand(CLIENT_ID);
    published = Optional.of(PUBLISHED);

    assertDone(
        provision(Registration.FINISHED, d -> d.displayName = "Other"), RegisteredAgain.class);

    assertThat(secret()).isEqualTo(PUBLISHED);
    assertThat(server.client(CLIENT_ID).orElseThrow().displayName()).isEqualTo("Other");
  }

  @Test
  void client_thatBecomesConfidential_getsTheSecretOfItsSecret() {
    assertDone(
        provision(
            Registration.NONE, d -> d.authentication = ClientAuthenticationMethod.PRIVATE_KEY_JWT),
        Registered.class);
    published = Optional.of(PUBLISHED);

    assertDone(provision(Registration.FINISHED), Changed.class);

    assertThat(secret()).isEqualTo(PUBLISHED);
  }

  @Test
  void secret_madeByAnAdministrator_isKept() {
    registered();
    var changed = server.putByHand(desired(d -> {}), OWNER, "made-by-an-administrator");
    inventory.put(changed);

    assertThat(provision(Registration.FINISHED))
        .isInstanceOfSatisfying(
            Done.class,
            done -> assertThat(done.client().secret()).isEqualTo("made-by-an-administrator"));
  }

  @Test
  void client_ofThePredecessor_isContinued() {
    var earlier = new Owner(OWNER.name(), "uid-0", OWNER.cluster());
    inventory.put(server.putByHand(desired(d -> {}), earlier, "its-secret-is-long"));

    assertDone(provision(Registration.NONE), Continued.class);

    assertThat(secret()).isEqualTo("its-secret-is-long");
    assertThat(server.registered(CLIENT_ID).orElseThrow().owner()).isEqualTo(OWNER);
  }

  @Test
  void client_ofAnotherOwner_isNotTouched() {
    var other = new Owner(OWNER.name(), "uid-1", "cluster-2");
    server.putByHand(desired(d -> {}), other, "secret");

    assertThat(provision(Registration.NONE))
        .isEqualTo(new Taken(CLIENT_ID, Ownership.OTHER_CLUSTER));
    assertThat(server.registered(CLIENT_ID).orElseThrow().owner()).isEqualTo(other);
    assertThat(server.writes()).containsExactly("create team.app");
  }

  @Test
  void clientId_inOtherLetterCase_isTaken() {
    server.putByHand(desired(d -> d.clientId = "Team.App"), null, "secret");

    assertThat(provision(Registration.NONE)).isEqualTo(new Taken("Team.App", Ownership.UNMANAGED));
  }

  @Test
  void client_unknownBeforeTheFirstWalk_isNotTouched() {
    realm.walked(new NotWalkedYet());

    assertThat(provision(Registration.FINISHED)).isInstanceOf(NotKnownYet.class);
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void client_unknownAfterAFailedWalk_saysWhy() {
    realm.walked(new WalkFailed(NO_ANSWER));

    assertThat(provision(Registration.FINISHED)).isEqualTo(new Failed(NO_ANSWER));
  }

  /** A new client does not have to wait for the walk. */
  @Test
  void client_newBeforeTheFirstWalk_isRegistered() {
    realm.walked(new NotWalkedYet());

    assertDone(provision(Registration.NONE), Registered.class);
  }

  @Test
  void client_rejected_saysWhy() {
    server.reject(new Rejected("no such flow"));
    assertThat(provision(Registration.NONE)).isEqualTo(new Refused(new Rejected("no such flow")));
  }

  @Test
  void realm_thatChangesTheClientBack_isSaidInsteadOfWritingForEver() {
    registered();
    for (int interval = 0; interval < 3; interval++) {
      var changed = server.putByHand(desired(d -> d.enabled = false), OWNER, secret());
      var walk = inventory.walk();
      walk.page(List.of(changed), walk.beforePage());
      walk.complete();
      if (interval < 2) {
        assertDone(provision(Registration.FINISHED), Changed.class);
      }
    }
    int before = server.calls().size();

    assertThat(provision(Registration.FINISHED))
        .isInstanceOfSatisfying(
            Overruled.class, overruled -> assertThat(overruled.fields()).contains("settings"));
    assertThat(callsSince(before)).isEmpty();
  }
}
