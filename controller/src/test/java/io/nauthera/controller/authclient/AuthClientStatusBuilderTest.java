package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus.Effective;
import io.nauthera.api.v1alpha1.AuthClientStatus.Phase;
import io.nauthera.api.v1alpha1.AuthClientStatus.Registration;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.api.v1alpha1.SecretRef;
import io.nauthera.controller.status.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthClientStatusBuilderTest {
  private static final Finding RESOLVED =
      Finding.holds(ConditionType.RESOLVED_REFS, Reason.RESOLVED, "resolved");
  private static final Finding ACCEPTED =
      Finding.holds(ConditionType.ACCEPTED, Reason.COMPLIANT, "compliant");
  private static final Finding PROGRAMMED =
      Finding.holds(ConditionType.PROGRAMMED, Reason.REGISTERED, "registered");
  private static final Finding PUBLISHED =
      Finding.holds(ConditionType.CREDENTIALS_PUBLISHED, Reason.SECRET_WRITTEN, "written");
  private static final Finding CONSISTENT =
      Finding.holds(ConditionType.CONSISTENT, Reason.POLICIES_AGREE, "agree");
  private static final Finding CONFLICT =
      Finding.fails(ConditionType.CONSISTENT, Reason.POLICIES_CONFLICT, "conflict");
  private static final Effective SETTINGS =
      new Effective(null, null, null, null, null, null, null, null);

  private static AuthClientStatusBuilder builder() {
    return new AuthClientStatusBuilder(client("scopes: [openid]"));
  }

  private static List<String> conditions(AuthClientStatusBuilder builder) {
    return builder.build(NOW).conditions().stream()
        .map(c -> c.type() + " " + c.status() + " " + c.reason() + ": " + c.message())
        .toList();
  }

  @Test
  void findings_none_allConditionsWait() {
    assertThat(conditions(builder()))
        .containsExactly(
            "ResolvedRefs Unknown Pending: waiting for ResolvedRefs",
            "Accepted Unknown Pending: waiting for ResolvedRefs",
            "Programmed Unknown Pending: waiting for Accepted",
            "CredentialsPublished Unknown Pending: waiting for Programmed",
            "Ready Unknown Pending: waiting for ResolvedRefs",
            "Consistent Unknown Pending: waiting for ResolvedRefs");
  }

  @Test
  void findings_someMissing_theirConditionsWaitWhereverTheyStand() {
    assertThat(conditions(builder().add(PROGRAMMED).add(RESOLVED)))
        .containsExactly(
            "ResolvedRefs True Resolved: resolved",
            "Accepted Unknown Pending: waiting for ResolvedRefs",
            "Programmed True Registered: registered",
            "CredentialsPublished Unknown Pending: waiting for Programmed",
            "Ready Unknown Pending: waiting for ResolvedRefs",
            "Consistent Unknown Pending: waiting for ResolvedRefs");
  }

  @Test
  void findings_anyOrder_giveTheSameConditions() {
    List<Finding> findings =
        new ArrayList<>(List.of(RESOLVED, ACCEPTED, PROGRAMMED, PUBLISHED, CONSISTENT));
    List<String> expected = conditions(with(findings));
    assertThat(expected)
        .contains(
            "Ready True ClientProvisioned: the client is registered and its credentials are in the Secret");

    for (int i = 0; i < findings.size(); i++) {
      Collections.rotate(findings, 1);
      assertThat(conditions(with(findings))).isEqualTo(expected);
      Collections.swap(findings, 0, findings.size() - 1);
      assertThat(conditions(with(findings))).isEqualTo(expected);
    }
  }

  private static AuthClientStatusBuilder with(List<Finding> findings) {
    var builder = builder();
    findings.forEach(builder::add);
    return builder;
  }

  @Test
  void policies_inConflict_doNotKeepTheClientFromBeingReady() {
    List<Condition> conditions =
        with(List.of(RESOLVED, ACCEPTED, PROGRAMMED, PUBLISHED, CONFLICT)).build(NOW).conditions();

    assertThat(conditions)
        .filteredOn(condition -> condition.type().equals("Ready"))
        .singleElement()
        .extracting(Condition::status)
        .isEqualTo(Status.True);
  }

  @Test
  void result_decidesWhetherThePipelineGoesOnAndWhenItRunsAgain() {
    var done = builder();
    assertThat(done.add(new StepResult.Done<>("value", RESOLVED))).contains("value");
    assertThat(done.lookAgain()).isEmpty();

    var blocked = builder();
    assertThat(blocked.add(new StepResult.Blocked<>(RESOLVED, LookAgain.SLOWLY))).isEmpty();
    assertThat(blocked.lookAgain()).contains(LookAgain.SLOWLY);
    assertThat(blocked.isKnown()).isTrue();

    var notYet = builder();
    assertThat(notYet.add(new StepResult.NotKnownYet<>())).isEmpty();
    assertThat(notYet.lookAgain()).contains(LookAgain.SOON);
    assertThat(notYet.isKnown()).isFalse();
  }

  @Test
  void checkpoint_isTheLastStatusWithTheRegistration() {
    AuthClient client = client("scopes: [openid]");
    client.setStatus(builder().add(RESOLVED).build(NOW));

    var checkpoint =
        new AuthClientStatusBuilder(client).add(PROGRAMMED).registering("realm").checkpoint();

    assertThat(checkpoint.registration())
        .isEqualTo(new Registration("realm", Phase.Creating, null));
    assertThat(checkpoint.conditions()).isEqualTo(client.getStatus().conditions());
  }

  @Test
  void registration_known_isKeptUntilItChanges() {
    AuthClient client = client("scopes: [openid]");
    var first = new AuthClientStatusBuilder(client);
    first.registeredAs("realm", "id-1", "team.app", "https://auth.example.com", SETTINGS);
    first.publishedIn("old");
    client.setStatus(first.build(NOW));

    var second = new AuthClientStatusBuilder(client);
    assertThat(second.isRegistered()).isTrue();
    assertThat(second.build(NOW))
        .satisfies(status -> {
          assertThat(status.observedGeneration()).isEqualTo(4L);
          assertThat(status.clientId()).isEqualTo("team.app");
          assertThat(status.registration())
              .isEqualTo(new Registration("realm", Phase.Registered, "id-1"));
          assertThat(status.issuerUrl()).isEqualTo("https://auth.example.com");
          assertThat(status.effective()).isEqualTo(SETTINGS);
          assertThat(status.clientSecretRef()).isEqualTo(new SecretRef("old"));
        });

    second.publishedIn("new");
    assertThat(second.build(NOW).clientSecretRef()).isEqualTo(new SecretRef("new"));
    assertThat(second.build(NOW).binding()).isEqualTo(new SecretRef("new"));
  }
}
