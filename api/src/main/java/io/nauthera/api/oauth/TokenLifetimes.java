package io.nauthera.api.oauth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long tokens live: positive, in whole seconds; null where not set. */
public record TokenLifetimes(
    @Nullable Duration accessToken, @Nullable Duration refreshToken, @Nullable Duration idToken) {
  public static final TokenLifetimes UNSET = new TokenLifetimes(null, null, null);

  public TokenLifetimes {
    requirePositive(accessToken);
    requirePositive(refreshToken);
    requirePositive(idToken);
  }

  private static void requirePositive(@Nullable Duration lifetime) {
    if (lifetime != null && !lifetime.isPositive()) {
      throw new IllegalArgumentException("a lifetime must be positive, not " + lifetime);
    }
  }
}
