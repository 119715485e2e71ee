package io.nauthera.webhook.cli;

import io.nauthera.webhook.cli.manifests.ReadError;
import io.nauthera.webhook.cli.report.TerminalText;
import io.nauthera.webhook.cli.validate.Validation;
import java.util.List;
import java.util.stream.Stream;

/** Prints errors and notes to standard error. */
final class Diagnostics {
  private Diagnostics() {}

  /** Prints each error and note once; returns whether there are no errors. */
  static boolean printed(Console console, Validation... all) {
    List<String> errors =
        Stream.of(all).flatMap(one -> one.errors().stream()).map(ReadError::toString).toList();
    errors.stream().distinct().forEach(error -> say(console, "error: ", error));
    Stream.of(all)
        .flatMap(one -> one.notes().stream())
        .distinct()
        .forEach(note -> say(console, "note: ", note));
    return errors.isEmpty();
  }

  private static void say(Console console, String what, String text) {
    console.err().println(what + TerminalText.line(text));
  }
}
