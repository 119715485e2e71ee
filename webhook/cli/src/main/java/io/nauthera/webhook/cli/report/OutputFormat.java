package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;
import java.util.Locale;

/** The values of {@code -o}. */
public enum OutputFormat {
  TEXT,
  JSON,
  JUNIT,
  SARIF,
  GITHUB;

  /** A report for a writer of UTF-8; only text is coloured. {@code version} is the program's. */
  public Report report(boolean coloured, String version) {
    return switch (this) {
      case TEXT -> new TextReport(coloured);
      case JSON -> new JsonReport();
      case JUNIT -> new JUnitReport();
      case SARIF -> new SarifReport(version);
      case GITHUB -> new GitHubReport();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Prints a validation in one format. */
  @FunctionalInterface
  public interface Report {
    void write(Validation validation, PrintWriter out);
  }
}
