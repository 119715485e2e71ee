package io.nauthera.webhook.cli.manifests;

import org.jspecify.annotations.Nullable;

/**
 * A file or manifest that cannot be read, with a sentence that says how to fix it. The position is
 * null for a whole file.
 */
public record ReadError(String file, @Nullable Position position, String message) {
  @Override
  public String toString() {
    return position == null
        ? file + ": " + message
        : "%s:%d:%d: %s".formatted(file, position.line(), position.column(), message);
  }
}
