package io.nauthera.webhook.cli;

import java.util.Locale;

/** How an answer that is no list of findings is printed. */
enum AnswerFormat {
  TEXT,
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
