package io.nauthera.controller.provisioning;

import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server can be used; {@code problem} is null where it can, {@code serverVersion} where
 * it does not tell.
 */
public record ServerCheck(@Nullable Unavailable problem, @Nullable String serverVersion) {
  public Optional<Unavailable> found() {
    return Optional.ofNullable(problem);
  }
}
