package io.nauthera.webhook.cli.reading;

import org.jspecify.annotations.Nullable;

/** Leaves the reading of one document or file for its {@link Fault}; never leaves the package. */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Position position;
  private final String sentence;

  Unreadable(@Nullable Position position, String sentence) {
    super(sentence, null, false, false);
    this.position = position;
    this.sentence = sentence;
  }

  Fault in(String file) {
    return new Fault(file, position, sentence);
  }
}
