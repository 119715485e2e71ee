package io.nauthera.webhook.cli;

import io.nauthera.webhook.cli.apiserver.SchemaValidator;
import io.nauthera.webhook.cli.validate.ApiServerPipeline;
import picocli.CommandLine.Option;

/** The option for the namespace of manifests that have none. */
final class NamespaceOption {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      defaultValue = "default",
      description = "Namespace of manifests that have none. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // by picocli
  private String namespace;

  ApiServerPipeline pipeline() {
    return new ApiServerPipeline(new SchemaValidator(), namespace);
  }
}
