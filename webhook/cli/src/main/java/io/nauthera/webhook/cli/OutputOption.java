package io.nauthera.webhook.cli;

import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The output format of commands other than {@code validate}. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // by picocli
  private Format output;

  String of(Supplier<String> text, Supplier<String> json) {
    return switch (output) {
      case TEXT -> text.get();
      case JSON -> json.get();
    };
  }

  private enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
