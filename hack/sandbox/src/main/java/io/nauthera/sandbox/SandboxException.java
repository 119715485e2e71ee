package io.nauthera.sandbox;

import org.jspecify.annotations.Nullable;

/** The sandbox cannot do what was asked; the message says why, and what would help. */
public final class SandboxException extends RuntimeException {
  SandboxException(String message) {
    super(message);
  }

  SandboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
