package io.nauthera.controller.provisioning;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client as the server has it. {@code secret} is null for clients without one. {@code
 * refreshTokenLifetime} is what the server gave, possibly less than was desired; null where the
 * server's own applies.
 */
public record RegisteredClient(
    String id, String clientId, @Nullable String secret, @Nullable Duration refreshTokenLifetime) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "RegisteredClient[" + clientId + "]";
  }
}
