package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/**
 * For people: what is refused, what is warned of, what could not be read, and a line of numbers.
 */
final class TextReport implements Report {
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
    out.print(painted(Colour.BOLD, Tally.of(validation).toString()) + "\n");
  }

  private void section(
      String verdict,
      Function<Result, List<Issue>> issues,
      Validation validation,
      PrintWriter out) {
    List<Result> told =
        validation.results().stream().filter(result -> !issues.apply(result).isEmpty()).toList();
    Places.byFile(told, Result::file)
        .forEach((file, results) -> {
          out.print(painted(Colour.BOLD, Printable.line(file)) + "\n");
          for (Result result : results) {
            out.print("  " + verdict + " " + Printable.line(Places.manifest(result)) + "\n");
            issues
                .apply(result)
                .forEach(issue ->
                    out.print("    " + Printable.line(Places.sentence(file, issue)) + "\n"));
          }
          out.print('\n');
        });
  }

  private static void say(String what, Object sentence, PrintWriter out) {
    out.print(what + ": " + Printable.line(sentence.toString()) + "\n");
  }

  private String painted(Colour colour, String text) {
    return coloured ? colour.of(text) : text;
  }
}
