package io.nauthera.webhook.cli;

import io.nauthera.webhook.cli.manifests.ManifestReader;
import io.nauthera.webhook.cli.manifests.Manifests;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where manifests come from. */
final class SourceOptions {
  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE|DIR|-",
      description =
          "ManifestCollector: a file, a folder with all below it (*.yaml, *.yml, *.json), or - for standard input. May be repeated.")
  List<String> files = List.of();

  @Option(
      names = "--policies",
      paramLabel = "FILE|DIR",
      description =
          "Where AuthPolicies, AuthServers and Namespaces are kept, if elsewhere. Read first. May be repeated.")
  List<String> policies = List.of();

  /** In one go, so that what is reached by two ways is read once. */
  Manifests read(InputStream in, List<String> more) {
    return new ManifestReader(in)
        .read(Stream.of(policies, files, more).flatMap(List::stream).toList());
  }
}
