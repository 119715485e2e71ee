package io.nauthera.controller.provisioning;

import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One realm of a server. Its answers are values; only bugs throw. */
public interface Realm extends AutoCloseable {

  /** The clients of the realm. */
  ClientRegistry clients();

  /** The endpoints of the issuer; they are fetched once and kept. */
  Discovery endpoints();

  /** Whether the realm can be used now. */
  Health health();

  @Override
  void close();

  /** Whether the endpoints of an issuer are known. */
  sealed interface Discovery {}

  /** The issuer and its endpoints, by their names in OpenID Connect Discovery §3. */
  record Endpoints(String issuer, Map<String, String> byName) implements Discovery {
    public Endpoints {
      byName = Map.copyOf(byName);
    }
  }

  /** The metadata of the issuer cannot be read; {@code detail} is a sentence without any secret. */
  record DiscoveryFailed(String detail) implements Discovery {}

  /**
   * The state of a realm; {@code unavailable} is null if it can be used, {@code serverVersion} if
   * the service account may not read it.
   */
  record Health(@Nullable Unavailable unavailable, @Nullable String serverVersion) {
    public Optional<Unavailable> problem() {
      return Optional.ofNullable(unavailable);
    }
  }
}
