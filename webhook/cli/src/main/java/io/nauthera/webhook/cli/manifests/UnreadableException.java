package io.nauthera.webhook.cli.manifests;

import org.jspecify.annotations.Nullable;

/**
 * Leaves the reading of one document or file for its {@link ReadError}; never leaves the package.
 */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Position position;
  private final String sentence;

  UnreadableException(@Nullable Position position, String sentence) {
    super(sentence, null, false, false);
    this.position = position;
    this.sentence = sentence;
  }

  ReadError in(String file) {
    return new ReadError(file, position, sentence);
  }
}
