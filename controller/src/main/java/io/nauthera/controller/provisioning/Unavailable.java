package io.nauthera.controller.provisioning;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server cannot be used now. {@code detail} is a fixed sentence per cause: it contains neither
 * a secret nor text of the server. {@code retryAfter} is how long the server asks to wait, if it
 * does.
 */
public record Unavailable(Cause cause, String detail, @Nullable Duration retryAfter)
    implements Comparison,
        ClientRegistry.Lookup,
        ClientRegistry.Creation,
        ClientRegistry.Update,
        ClientRegistry.Removal,
        ClientRegistry.PageResult,
        Realm.Discovery {

  public Unavailable(Cause cause, String detail) {
    this(cause, detail, null);
  }

  /** Why a server cannot be used. */
  public enum Cause {
    /** It cannot be connected to, or does not answer in time. */
    UNREACHABLE,
    /** It answers that it cannot serve requests now (HTTP 429, 502, 503, 504). */
    OVERLOADED,
    /** It fails at this request (HTTP 500), which says nothing about other requests. */
    FAILED,
    CREDENTIALS_REJECTED,
    FORBIDDEN,
    REALM_MISSING
  }
}
