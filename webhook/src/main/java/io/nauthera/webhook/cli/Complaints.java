package io.nauthera.webhook.cli;

import io.nauthera.webhook.cli.judging.Validation;
import io.nauthera.webhook.cli.report.Printable;

/** What stands beside an answer, on standard error. */
final class Complaints {
  private Complaints() {}

  /** Whether there is nothing that makes the answer less than whole. */
  static boolean isWhole(Console console, Validation validation) {
    validation
        .faults()
        .forEach(fault -> console.err().println("error: " + Printable.line(fault.toString())));
    validation.notes().forEach(note -> console.err().println("note: " + Printable.line(note)));
    return validation.faults().isEmpty();
  }
}
