package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.validate.Result;
import io.nauthera.webhook.cli.validate.Validation;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A validation in numbers; {@code warned} counts manifests with warnings, allowed or refused. */
record Summary(
    long allowed, long refused, long warned, long errors, SortedMap<String, Integer> skipped) {
  static Summary of(Validation validation) {
    var results = validation.results();
    long allowed = results.stream().filter(Result::allowed).count();
    return new Summary(
        allowed,
        results.size() - allowed,
        results.stream().filter(result -> !result.warned().isEmpty()).count(),
        validation.errors().size(),
        validation.skipped());
  }

  /** One line, even if the name of a kind contains line breaks. */
  @Override
  public String toString() {
    String numbers =
        "%s validated: %d allowed, %d refused, %d with warnings; %s"
            .formatted(
                counted(allowed + refused, "manifest"),
                allowed,
                refused,
                warned,
                errors == 0 ? "no errors" : counted(errors, "error"));
    return skipped.isEmpty() ? numbers : numbers + "; skipped: " + kinds();
  }

  private String kinds() {
    return skipped.entrySet().stream()
        .map(kind -> kind.getValue() + " " + TerminalText.line(kind.getKey()))
        .collect(Collectors.joining(", "));
  }

  static String counted(long number, String what) {
    return number == 1 ? "1 " + what : number + " " + what + "s";
  }
}
