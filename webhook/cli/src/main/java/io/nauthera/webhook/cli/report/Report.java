package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;

/** One way to print what was judged. */
@FunctionalInterface
public interface Report {
  void write(Validation validation, PrintWriter out);
}
