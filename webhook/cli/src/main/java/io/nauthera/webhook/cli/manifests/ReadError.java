package io.nauthera.webhook.cli.manifests;

import org.jspecify.annotations.Nullable;

/**
 * What cannot be read, as a sentence that says what would be right; position is null for a whole
 * file.
 */
public record ReadError(String file, @Nullable Position position, String message) {
  @Override
  public String toString() {
    return position == null
        ? file + ": " + message
        : "%s:%d:%d: %s".formatted(file, position.line(), position.column(), message);
  }
}
