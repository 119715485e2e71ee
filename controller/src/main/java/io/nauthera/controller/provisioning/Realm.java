package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.GrantType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One realm of a server. Its answers are values; only bugs throw. */
public interface Realm extends AutoCloseable {

  /** Why every call would be refused without being made; empty if the server is called. */
  Optional<Unavailable> notCalled();

  /** The clients of the realm. */
  ClientRegistry clients();

  /** The endpoints of the issuer; they are kept for some minutes. */
  Discovery endpoints();

  /** Whether the realm can be used now; one or two calls. */
  Health health();

  @Override
  void close();

  /** Whether the endpoints of an issuer are known. */
  sealed interface Discovery permits Endpoints, DiscoveryFailed, Unavailable {}

  /**
   * The issuer and its endpoints, by their names in OpenID Connect Discovery §3. {@code grantTypes}
   * are those that the server offers; empty if it does not say.
   */
  record Endpoints(String issuer, Map<String, String> byName, Set<GrantType> grantTypes)
      implements Discovery {
    public Endpoints {
      byName = Map.copyOf(byName);
      grantTypes = Set.copyOf(grantTypes);
    }

    /** It does not say which grant types the server offers. */
    public Endpoints(String issuer, Map<String, String> byName) {
      this(issuer, byName, Set.of());
    }
  }

  /** The metadata of the issuer cannot be used; {@code detail} is a sentence without any secret. */
  record DiscoveryFailed(String detail) implements Discovery {}

  /**
   * The state of a realm; {@code unavailable} is null if it can be used, {@code serverVersion} if
   * the service account may not read it. {@code missingScopes} are client scopes of the realm that
   * every client should have, and that only the server can create.
   */
  record Health(
      @Nullable Unavailable unavailable,
      @Nullable String serverVersion,
      List<String> missingScopes) {
    public Health {
      missingScopes = List.copyOf(missingScopes);
    }

    public Health(@Nullable Unavailable unavailable, @Nullable String serverVersion) {
      this(unavailable, serverVersion, List.of());
    }

    public Optional<Unavailable> problem() {
      return Optional.ofNullable(unavailable);
    }
  }
}
