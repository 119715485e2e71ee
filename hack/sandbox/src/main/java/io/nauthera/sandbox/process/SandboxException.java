package io.nauthera.sandbox.process;

import org.jspecify.annotations.Nullable;

/** The sandbox cannot do what was asked; the message says why and, where it can, what helps. */
public final class SandboxException extends RuntimeException {
  public SandboxException(String message) {
    super(message);
  }

  public SandboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
