package io.nauthera.webhook.cli;

import io.nauthera.webhook.cli.manifests.Manifests;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name manifests. */
final class SourceOptions {
  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE|DIR|-",
      description =
          "Manifests: a file, a folder (all *.yaml, *.yml and *.json files below it), or - for standard input. Repeatable.")
  List<String> files = List.of();

  @Option(
      names = "--policies",
      paramLabel = "FILE|DIR",
      description =
          "AuthPolicies, AuthServers and Namespaces from another place. Read first. Repeatable.")
  List<String> policies = List.of();

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  /** Reads all at once, so a file that is named twice is read once. */
  Manifests read(InputStream in, List<String> more, boolean isStrict) {
    return reading
        .reader(in, isStrict)
        .read(Stream.of(policies, files, more).flatMap(List::stream).toList());
  }
}
