package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;

/** Prints a validation in one format. */
@FunctionalInterface
public interface Report {
  void write(Validation validation, PrintWriter out);
}
