package io.nauthera.controller.authclient;

import static io.nauthera.controller.authclient.Steps.assertFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.controller.authclient.StepResult.Done;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.DesiredClientDraft;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Ownership;
import io.nauthera.controller.provisioning.Provisioning;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The condition Programmed, for everything that can happen to a client at the server. */
class ProvisionClientTest {
  private static final String CLIENT_ID = "team.app";

  private static DesiredClient desired(Consumer<DesiredClientDraft> change) {
    var draft =
        new DesiredClientDraft(CLIENT_ID, new Owner(new ClientName("team", "app"), "u", "c"));
    change.accept(draft);
    return draft.finished();
  }

  private static final Set<GrantType> GRANTS =
      Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);

  private static StepResult<RegisteredClient> result(Provisioning provisioning) {
    return ProvisionClient.result(provisioning, CLIENT_ID, false, UnusableGrants.NONE);
  }

  private static RegisteredClient atServer(Set<String> scopes) {
    var settings =
        new StoredSettingsOf(
            null,
            null,
            null,
            GRANTS,
            Map.of(),
            scopes,
            new StoredSettingsOf(null, null).authenticationMethod());
    return new RegisteredClient("id", CLIENT_ID, null, "secret", settings);
  }

  private static Provisioning done(DesiredClient desired, Set<String> scopes) {
    return new Provisioning.Done(atServer(scopes), desired, new Provisioning.Nothing());
  }

  @Test
  void client_registered_isNamed() {
    var result = result(done(desired(d -> {}), Set.of("profile", "api:read")));

    assertThat(result).isInstanceOf(Done.class);
    assertFinding(result, Status.True, "Registered", "client team.app is registered");
  }

  @Test
  void client_restricted_isSaid() {
    assertFinding(
        ProvisionClient.result(
            done(desired(d -> {}), Set.of("profile", "api:read")),
            CLIENT_ID,
            true,
            UnusableGrants.NONE),
        Status.True,
        "Restricted",
        "client team.app is registered without what the policies forbid");
  }

  @Test
  void client_disabled_isSaid() {
    assertFinding(
        result(done(desired(d -> d.enabled = false), Set.of())),
        Status.True,
        "Disabled",
        "client team.app is disabled at the server");
  }

  @Test
  void scopes_thatTheServerDoesNotGive_areNamed() {
    assertFinding(
        result(done(desired(d -> {}), Set.of("profile"))),
        Status.True,
        "ScopesNotGiven",
        "client team.app is registered without the scopes api:read: the realm has them for another protocol, or the server assigns them itself");
  }

  @Test
  void grants_thatCannotBeUsed_areNamedWithWhatIsMissing() {
    assertFinding(
        ProvisionClient.result(
            done(desired(d -> {}), Set.of("profile", "api:read")),
            CLIENT_ID,
            false,
            new UnusableGrants(
                new TreeMap<>(
                    Map.of(
                        GrantType.DEVICE_CODE, "the server does not offer it",
                        GrantType.CIBA, "it needs a channel")))),
        Status.True,
        "GrantsNotUsable",
        "client team.app is registered, but it cannot use every grant type: urn:ietf:params:oauth:grant-type:device_code: the server does not offer it; urn:openid:params:grant-type:ciba: it needs a channel");
  }

  @Test
  void server_thatChangesTheClientBack_isNamedWithTheFields() {
    var fields = new TreeSet<>(Set.of("enabled", "consentRequired"));
    assertFinding(
        result(new Provisioning.Overruled(atServer(Set.of()), desired(d -> {}), fields)),
        Status.False,
        "ServerOverrules",
        "the server changes consentRequired, enabled of client team.app back after each write: look for a client policy of the realm that does so");
  }

  @ParameterizedTest
  @EnumSource(
      value = Ownership.class,
      names = {"OTHER_CLUSTER", "OTHER_CLIENT", "UNMANAGED"})
  void clientId_taken_isNotTakenOver(Ownership ownership) {
    String holder =
        switch (ownership) {
          case OTHER_CLUSTER -> "an AuthClient of the same namespace and name in another cluster";
          case OTHER_CLIENT -> "another AuthClient";
          default -> "a client that Nauthera does not manage";
        };
    assertFinding(
        result(new Provisioning.Taken(CLIENT_ID, ownership)),
        Status.False,
        "ClientIdTaken",
        "client ID team.app is used at the server by " + holder + " and is not taken over");
  }

  @Test
  void client_rejected_saysTheServersSentence() {
    assertFinding(
        result(new Provisioning.Refused(new Rejected("no such flow"))),
        Status.False,
        "RejectedByServer",
        "no such flow");
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, ServerUnavailable",
    "CREDENTIALS_REJECTED, CredentialsRejected",
    "FORBIDDEN, MissingRole",
    "REALM_MISSING, RealmNotFound",
    "OVERLOADED, ServerOverloaded",
    "FAILED, ServerError"
  })
  void server_unavailable_saysWhy(Cause cause, String reason) {
    assertFinding(
        result(new Provisioning.Failed(new Unavailable(cause, "not now"))),
        Status.False,
        reason,
        "not now");
  }
}
