package io.nauthera.webhook.cli;

import io.nauthera.webhook.cli.apiserver.SchemaValidator;
import io.nauthera.webhook.cli.validate.ApiServerPipeline;
import picocli.CommandLine.Option;

/** The namespace of what names none. */
final class NamespaceOption {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      defaultValue = "default",
      description = "Namespace of manifests that name none. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // by picocli
  private String namespace;

  ApiServerPipeline pipeline() {
    return new ApiServerPipeline(new SchemaValidator(), namespace);
  }
}
