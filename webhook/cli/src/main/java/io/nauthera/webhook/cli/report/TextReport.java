package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** The report for people: refusals, warnings, errors, notes, and a line of numbers. */
final class TextReport implements OutputFormat.Report {
  private final boolean coloured;

  TextReport(boolean coloured) {
    this.coloured = coloured;
  }

  @Override
  public void write(Validation validation, PrintWriter out) {
    section(painted(Colour.RED, "refused"), Result::violations, validation, out);
    section(painted(Colour.YELLOW, "warned"), Result::warned, validation, out);
    validation.errors().forEach(error -> say(painted(Colour.RED, "error"), error, out));
    validation.notes().forEach(note -> say("note", note, out));
    if (!validation.errors().isEmpty() || !validation.notes().isEmpty()) {
      out.print('\n');
    }
    out.print(painted(Colour.BOLD, Summary.of(validation).toString()) + "\n");
  }

  private void section(
      String verdict,
      Function<Result, List<Issue>> issues,
      Validation validation,
      PrintWriter out) {
    List<Result> shown =
        validation.results().stream().filter(result -> !issues.apply(result).isEmpty()).toList();
    Locations.byFile(shown, Result::file)
        .forEach((file, results) -> {
          out.print(painted(Colour.BOLD, TerminalText.line(file)) + "\n");
          for (Result result : results) {
            out.print("  " + verdict + " " + TerminalText.line(Locations.manifest(result)) + "\n");
            issues
                .apply(result)
                .forEach(issue ->
                    out.print("    " + TerminalText.line(Locations.sentence(file, issue)) + "\n"));
          }
          out.print('\n');
        });
  }

  private static void say(String what, Object sentence, PrintWriter out) {
    out.print(what + ": " + TerminalText.line(sentence.toString()) + "\n");
  }

  private String painted(Colour colour, String text) {
    return coloured ? colour.of(text) : text;
  }

  /** Colours of a terminal (ECMA-48, SGR). */
  private enum Colour {
    RED("31;1"),
    YELLOW("33;1"),
    BOLD("1");

    private final String code;

    Colour(String code) {
      this.code = code;
    }

    String of(String text) {
      return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
  }
}
