package io.nauthera.controller.credentials;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.ClientRegistry.Owner;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registered client of AuthClient team/app. */
final class Registrations {
  private Registrations() {}

  static DesiredClient desired(ClientAuthenticationMethod method, GrantType... grants) {
    return new DesiredClient(
        "team.app",
        new Owner("team", "app", "uid-app"),
        "app",
        true,
        Set.of(grants),
        Set.of("https://app.example.com/cb"),
        Set.of(),
        Set.of(),
        Set.of("profile", "openid"),
        method,
        true,
        null,
        null,
        null,
        null,
        true);
  }

  static DesiredClient desired() {
    return desired(
        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
        GrantType.REFRESH_TOKEN,
        GrantType.AUTHORIZATION_CODE);
  }

  static RegisteredClient registered(@Nullable String secret) {
    return new RegisteredClient("id", "team.app", secret, null, null);
  }
}
