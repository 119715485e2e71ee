package io.nauthera.controller.credentials;

import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.DesiredClientDraft;
import io.nauthera.controller.provisioning.InMemoryClientRegistry;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublishedSettingsTest {
  private static final Owner OWNER = new Owner(new ClientName("team", "app"), "uid-app", "cluster");

  private final InMemoryClientRegistry server = new InMemoryClientRegistry();

  private static DesiredClient desired(String... scopes) {
    var draft = new DesiredClientDraft("team.app", OWNER);
    draft.scopes = Set.of(scopes);
    return draft.finished();
  }

  private RegisteredClient at(DesiredClient desired) {
    return server.putByHand(desired, OWNER, "s3cr3t");
  }

  @Test
  void scope_thatTheServerDoesNotGive_isNotPublished() {
    server.doNotGive(Set.of("legacy:read"));
    DesiredClient desired = desired("openid", "profile", "legacy:read");

    assertThat(PublishedSettings.of(desired, at(desired)).scopes())
        .containsExactlyInAnyOrder("openid", "profile");
  }

  @Test
  void client_thatNothingGoverns_hasWhatItHadBefore() {
    DesiredClient desired = desired("openid", "profile");
    RegisteredClient registered = at(desired);

    assertThat(
            PublishedSettings.asRegistered(
                client("redirectUris: [\"https://a.example/cb\"], scopes: [openid, profile]"),
                registered))
        .contains(PublishedSettings.of(desired, registered));
  }

  @Test
  void client_thatNothingGoverns_getsNothingThatItsManifestAdds() {
    assertThat(
            PublishedSettings.asRegistered(
                client("grantTypes: [password], scopes: [openid, admin]"),
                at(desired("openid", "profile"))))
        .contains(
            new PublishedSettings(
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                desired().grantTypes(),
                Set.of("openid")));
    assertThat(desired().grantTypes()).doesNotContain(GrantType.PASSWORD);
  }
}
