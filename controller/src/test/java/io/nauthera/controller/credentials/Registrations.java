package io.nauthera.controller.credentials;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.InMemoryClientRegistry;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registered client of AuthClient team/app. */
final class Registrations {
  private static final Owner OWNER = new Owner(new ClientName("team", "app"), "uid-app", "cluster");

  private Registrations() {}

  static PublishedSettings settings(ClientAuthenticationMethod method, GrantType... grants) {
    return PublishedSettings.of(desired(method, grants), registered(null));
  }

  static PublishedSettings settings() {
    return PublishedSettings.of(desired(), registered(null));
  }

  private static DesiredClient desired(ClientAuthenticationMethod method, GrantType... grants) {
    return new DesiredClient(
        "team.app",
        OWNER,
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

  private static DesiredClient desired() {
    return desired(
        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
        GrantType.REFRESH_TOKEN,
        GrantType.AUTHORIZATION_CODE);
  }

  static RegisteredClient registered(@Nullable String secret) {
    return new InMemoryClientRegistry().putByHand(desired(), OWNER, secret);
  }
}
