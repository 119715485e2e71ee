package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.provisioning.DesiredClientDraft;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Provisioning;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.status.Finding;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What an Event says about a change at the server. */
class ClientHappeningsTest {
  private static final List<GoverningPolicy> OLD_POLICY =
      List.of(new GoverningPolicy("security/web", 1L));
  private static final List<GoverningPolicy> NEW_POLICY =
      List.of(new GoverningPolicy("security/web", 2L));

  private final DesiredClientDraft desired =
      new DesiredClientDraft("team.app", new Owner(new ClientName("team", "app"), "u", "c"));
  private Finding before = programmed(Reason.REGISTERED);
  private List<GoverningPolicy> policies = NEW_POLICY;
  private boolean restricted;

  private static Finding programmed(Reason reason) {
    return Finding.holds(ConditionType.PROGRAMMED, reason, "x");
  }

  private String happening(Provisioning.Change change) {
    AuthClient client = client("scopes: [openid]");
    client.setStatus(
        new AuthClientStatusBuilder(client).governedBy(OLD_POLICY).add(before).build(NOW));
    var status = new AuthClientStatusBuilder(client).governedBy(policies);
    var registered =
        new RegisteredClient("id", "team.app", null, "secret", new StoredSettingsOf(null, null));
    ClientHappenings.record(
        new Provisioning.Done(registered, desired.finished(), change), restricted, status);
    return status.happenings().stream()
        .map(happening -> happening.reason() + ": " + happening.note())
        .findFirst()
        .orElse("nothing");
  }

  private String changed(String... fields) {
    return happening(new Provisioning.Changed(new TreeSet<>(List.of(fields))));
  }

  @Test
  void client_asDesired_isNoEvent() {
    assertThat(happening(new Provisioning.Nothing())).isEqualTo("nothing");
  }

  @Test
  void policy_new_isAnUpdateThatNamesTheFields() {
    assertThat(changed("redirectUris", "access.token.lifespan"))
        .isEqualTo("Updated: client team.app was updated: access.token.lifespan, redirectUris");
  }

  @Test
  void nothing_new_isDrift() {
    policies = OLD_POLICY;

    assertThat(changed("enabled"))
        .isEqualTo("DriftRepaired: client team.app was changed at the server: set back enabled");
  }

  /** The policy changed while the server could not be reached. */
  @Test
  void policy_notAppliedBefore_isNoDrift() {
    policies = OLD_POLICY;
    before = Finding.fails(ConditionType.PROGRAMMED, Reason.SERVER_UNAVAILABLE, "x");

    assertThat(changed("access.token.lifespan"))
        .isEqualTo("Updated: client team.app was updated: access.token.lifespan");
  }

  @Test
  void client_restricted_isSaidOnce() {
    restricted = true;
    assertThat(changed("redirectUris"))
        .isEqualTo(
            "Restricted: client team.app was restricted to what its policies allow: redirectUris");

    before = programmed(Reason.RESTRICTED);
    assertThat(changed("access.token.lifespan")).startsWith("Updated: ");
  }

  @Test
  void client_disabledOrEnabled_isSaid() {
    assertThat(changed("enabled")).isEqualTo("Enabled: client team.app was enabled again: enabled");

    desired.enabled = false;
    assertThat(changed("enabled"))
        .isEqualTo("Disabled: client team.app was disabled because of its violations: enabled");
  }
}
