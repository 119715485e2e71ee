package io.nauthera.controller.provisioning;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client as the server has it. {@code secret} is null if the client has none. Both lifetimes may
 * be shorter than desired; they are null if those of the server apply.
 */
public record RegisteredClient(
    String id,
    String clientId,
    @Nullable String secret,
    @Nullable Duration refreshTokenLifetime,
    @Nullable Duration offlineTokenLifetime) {
  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "RegisteredClient[" + clientId + "]";
  }
}
