package io.nauthera.controller.provisioning;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client as the server has it. {@code secret} is null if the client has none. {@code
 * refreshTokenLifetime} may be shorter than desired; it is null if that of the server applies.
 */
public record RegisteredClient(
    String id, String clientId, @Nullable String secret, @Nullable Duration refreshTokenLifetime) {
  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "RegisteredClient[" + clientId + "]";
  }
}
