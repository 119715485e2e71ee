package io.nauthera.controller.provisioning;

import io.nauthera.api.governance.ServerName;
import org.jspecify.annotations.Nullable;

/** Connects to the realms of AuthServers. */
public interface Realms {

  /** Calls nothing at the server: whether it responds shows only when the realm is used. */
  Connection connect(RealmSettings server);

  /** Whether there is a connection. */
  sealed interface Connection {}

  /** What the connection needs is there. The caller does not close the realm. */
  record Connected(Realm realm) implements Connection {}

  /** Something that the connection needs is missing; {@code detail} is a sentence. */
  record NotConnected(Obstacle obstacle, String detail) implements Connection {}

  /** Why there is no connection. */
  enum Obstacle {
    CREDENTIALS_MISSING,
    CERTIFICATE_AUTHORITY_UNREADABLE
  }

  /**
   * What an AuthServer says about its realm. {@code url} is the base URL of the server, without a
   * slash at its end. The Secrets lie in the namespace of the AuthServer; {@code caSecret} is null
   * if the system's authorities suffice.
   */
  record RealmSettings(
      ServerName server,
      String issuerUrl,
      String url,
      String realm,
      String credentialsSecret,
      @Nullable String caSecret,
      boolean createMissingScopes) {}
}
