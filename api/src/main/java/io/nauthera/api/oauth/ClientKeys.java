package io.nauthera.api.oauth;

import java.util.List;

/**
 * What the rules need to know about the JWK Set of a client. It contains no key material, so that
 * an index of clients can keep it.
 */
public record ClientKeys(boolean isEmpty, List<KeyDefect> defects) {
  /** Keys that a server can use. */
  public static final ClientKeys USABLE = new ClientKeys(false, List.of());

  public ClientKeys {
    defects = List.copyOf(defects);
  }
}
