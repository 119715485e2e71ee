package io.nauthera.webhook.cli.report;

import java.util.Locale;

/** The names that {@code -o} takes. */
public enum OutputFormat {
  TEXT,
  JSON,
  JUNIT,
  SARIF,
  GITHUB;

  /**
   * What it writes is meant for a writer of UTF-8. Only text is ever coloured; {@code version} is
   * that of the program.
   */
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
}
