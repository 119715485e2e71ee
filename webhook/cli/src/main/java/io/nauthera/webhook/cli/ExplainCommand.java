package io.nauthera.webhook.cli;

import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.webhook.cli.explain.Explanation;
import io.nauthera.webhook.cli.kubeconfig.ClusterSnapshot;
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

/** {@code nauthera explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Show which policies govern an AuthClient, which do not, and why.",
    description = {
      "Shows for one AuthClient which policies govern it, what each of them contributes, why others do",
      "not govern it, and where the value of each setting comes from.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nauthera explain shop/web -f manifests/ --policies ../security/policies",
      "  nauthera explain shop/web --against-cluster --all-fields",
      "",
      "Exit codes: 0 explained, 2 the AuthClient does not exist, or the command could not finish."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Console console;
  private final Clusters clusters;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "NAMESPACE/NAME", description = "The AuthClient.")
  @SuppressWarnings("NullAway.Init") // by picocli
  private String client;

  @Mixin private final SourceOptions sources = new SourceOptions();
  @Mixin private final NamespaceOption namespace = new NamespaceOption();
  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--all-fields",
      description = "Show all settings, including those that have their default.")
  private boolean allFields;

  @Mixin private final OutputOption output = new OutputOption();

  ExplainCommand(Console console, Clusters clusters) {
    this.console = console;
    this.clusters = clusters;
  }

  @Override
  public Integer call() {
    ClientName name = name();
    ClusterSnapshot existing = cluster.read(clusters);
    Validation assumed =
        new Validator(namespace.pipeline(), existing.clusterState(), LoopbackHttp.ALLOWED)
            .assume(sources.read(console.in(), List.of(), false))
            .with(existing.errors(), existing.notes());
    boolean isWhole = Diagnostics.printed(console, assumed);
    ManifestIndex index = existing.clusterState().index();
    var known = index.client(name);
    if (known.isEmpty()) {
      console
          .err()
          .println(
              Explanation.unknown(
                  name, index.clients().stream().map(there -> there.client().name()).toList()));
      return NautheraCommand.FAILED;
    }
    Explanation explanation = Explanation.of(index, known.get(), allFields);
    console.out().print(output.of(explanation::text, explanation::json));
    return isWhole ? NautheraCommand.ALLOWED : NautheraCommand.FAILED;
  }

  private ClientName name() {
    int slash = client.indexOf('/');
    if (slash < 1 || slash == client.length() - 1 || client.indexOf('/', slash + 1) > 0) {
      throw new ParameterException(
          spec.commandLine(),
          "\"%s\" is not a valid name: use NAMESPACE/NAME, e.g. shop/web".formatted(client));
    }
    return new ClientName(client.substring(0, slash), client.substring(slash + 1));
  }
}
