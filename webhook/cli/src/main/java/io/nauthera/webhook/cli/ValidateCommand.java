package io.nauthera.webhook.cli;

import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.webhook.cli.kubeconfig.ClusterSnapshot;
import io.nauthera.webhook.cli.report.OutputFormat;
import io.nauthera.webhook.cli.validate.Validation;
import io.nauthera.webhook.cli.validate.Validator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nauthera validate}. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Check manifests against the schema and the policies, as the webhook would.",
    description = {
      "Shows for each manifest whether the webhook would allow it, and all its violations.",
      "Other kinds are skipped and counted, and so are files that cannot be read and do not contain",
      "auth.nauthera.io. Namespaces are read for their labels.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nauthera validate -f manifests/ --policies ../security/policies",
      "  kustomize build overlays/prod | nauthera validate -f - --against-cluster",
      "  helm template chart/ | nauthera validate -f - --policies policies/ -o sarif > nauthera.sarif",
      "",
      "Exit codes: 0 all allowed, 1 at least one refused, 2 the command could not finish."
    })
final class ValidateCommand implements Callable<Integer> {
  private final Console console;
  private final Clusters clusters;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "The same as -f, for programs that append file names, e.g. pre-commit.")
  private List<String> more = List.of();

  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final NamespaceOption namespace = new NamespaceOption();
  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // by picocli
  private OutputFormat output;

  @Option(
      names = "--allow-loopback-issuers",
      description =
          "Accept AuthServers with http to a loopback address, as an installation with the chart value allowLoopbackIssuers=true does.")
  private boolean allowLoopbackIssuers;

  @Option(
      names = "--strict",
      description = "Treat warnings as violations, and every file that cannot be read as an error.")
  private boolean strict;

  ValidateCommand(Console console, Clusters clusters) {
    this.console = console;
    this.clusters = clusters;
  }

  @Override
  public Integer call() {
    if (sources.files.isEmpty() && more.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no manifests: use -f FILE, -f DIR, or -f - for standard input");
    }
    ClusterSnapshot existing = cluster.read(clusters);
    Validation validation =
        new Validator(
                namespace.pipeline(),
                existing.clusterState(),
                LoopbackHttp.allowedIf(allowLoopbackIssuers))
            .validate(sources.read(console.in(), more, strict))
            .with(existing.errors(), existing.notes());
    Validation answer = strict ? validation.strictly() : validation;
    output.report(console.colour(), NautheraCommand.version()).write(answer, console.out());
    if (!answer.errors().isEmpty()) {
      return NautheraCommand.FAILED;
    }
    return answer.isAllAllowed() ? NautheraCommand.ALLOWED : NautheraCommand.REFUSED;
  }
}
