package io.nauthera.api.governance;

/**
 * A resource that the answer depends on cannot be read. What depends on it is denied: it never
 * counts as absent.
 */
public final class UnreadableResourceException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** {@code message} names the resource, and says what cannot be read. */
  public UnreadableResourceException(String message) {
    super(message);
  }
}
