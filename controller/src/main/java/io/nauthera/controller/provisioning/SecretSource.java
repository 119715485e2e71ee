package io.nauthera.controller.provisioning;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The secret of a client that the server does not have, or has without a secret: the one that its
 * application uses already, so that a secret is never replaced by accident; otherwise a new one.
 */
public final class SecretSource {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Limits of Keycloak; a shorter secret was not made by Nauthera or Keycloak. */
  private static final int MIN_LENGTH = 16;

  private static final int MAX_LENGTH = 255;

  private final Supplier<Optional<String>> published;

  /**
   * Reads nothing yet.
   *
   * @param published the secret that the application uses
   */
  public SecretSource(Supplier<Optional<String>> published) {
    this.published = published;
  }

  public String secret() {
    return published.get().filter(SecretSource::isUsable).orElseGet(SecretSource::random);
  }

  /** Keycloak takes other values for a reference to a vault, or for a masked secret. */
  private static boolean isUsable(String secret) {
    return secret.length() >= MIN_LENGTH
        && secret.length() <= MAX_LENGTH
        && secret.chars().allMatch(c -> c > ' ' && c < 0x7f)
        && !secret.startsWith("${")
        && !secret.startsWith("**");
  }

  static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
