package io.nauthera.webhook.cli;

import io.nauthera.webhook.cli.manifests.ManifestReader;
import java.io.InputStream;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which files are read. */
final class ReadingOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec command;

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description =
          "Leave out files and folders. A glob without a slash is a name (templates, *.tpl.yaml); with a slash it is a path below the folder of -f (charts/**/templates). Repeatable.")
  private List<String> excluded = List.of();

  /** A strict reader reports every file that cannot be read as an error. */
  ManifestReader reader(InputStream in, boolean isStrict) {
    try {
      return new ManifestReader(in, excluded, isStrict);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--exclude: " + e.getMessage(), e);
    }
  }
}
