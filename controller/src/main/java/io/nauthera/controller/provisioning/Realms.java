package io.nauthera.controller.provisioning;

import io.nauthera.api.governance.ServerName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connects to the realms of AuthServers. */
public interface Realms {

  /** Calls nothing at the server: whether it responds shows only when the realm is used. */
  Connection connect(RealmSettings server);

  /**
   * The last connection to an AuthServer that may not exist any more, or whose credentials may not.
   * It is kept in memory as long as a client may have to be removed there.
   */
  Optional<Connected> remembered(ServerName server);

  /** Forgets an AuthServer that does not exist any more and that no AuthClient refers to. */
  void forget(ServerName server);

  /** Whether there is a connection. */
  sealed interface Connection {}

  /** What the connection needs is there. The caller does not close the realm. */
  record Connected(RealmSettings settings, Realm realm, RealmInventory inventory)
      implements Connection {}

  /** Something that the connection needs is missing; {@code detail} is a sentence. */
  record NotConnected(Obstacle obstacle, String detail) implements Connection {}

  /** Why there is no connection. */
  enum Obstacle {
    LOOPBACK_HTTP_NOT_ALLOWED,
    CREDENTIALS_NOT_LABELED,
    CREDENTIALS_MISSING,
    CREDENTIALS_UNREADABLE,
    CERTIFICATE_AUTHORITY_UNREADABLE
  }

  /**
   * What an AuthServer says about its realm. {@code url} is the base URL of the server, without a
   * slash at its end. {@code isUrlGiven} says that the AuthServer gives it: then every call goes
   * there, and the issuer may differ from {@code issuerUrl}. The Secrets lie in the namespace of
   * the AuthServer; {@code caSecret} is null if the system's authorities suffice.
   */
  record RealmSettings(
      ServerName server,
      String issuerUrl,
      String url,
      boolean isUrlGiven,
      String realm,
      String credentialsSecret,
      @Nullable String caSecret,
      boolean createMissingScopes) {

    /** Names the realm, whatever the rest of the settings is. */
    public String realmUrl() {
      return url + "/realms/" + realm;
    }
  }
}
