package io.nauthera.webhook.cli;

import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.webhook.cli.impact.Impact;
import io.nauthera.webhook.cli.manifests.Manifests;
import io.nauthera.webhook.cli.validate.ApiServerPipeline;
import io.nauthera.webhook.cli.validate.ClusterState;
import io.nauthera.webhook.cli.validate.Validation;
import io.nauthera.webhook.cli.validate.Validator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nauthera impact}. */
@Command(
    name = "impact",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Show which clients a policy change would affect.",
    description = {
      "Compares two sets of policies: which clients would newly violate a policy, which no longer",
      "would, and which would get other settings.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nauthera impact --before main/policies --after branch/policies -f applications/",
      "",
      "Exit codes: 0 no client newly violates a policy, 1 at least one does, 2 the command could not",
      "finish."
    })
final class ImpactCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--before",
      required = true,
      paramLabel = "FILE|DIR",
      description = "AuthPolicies, AuthServers and Namespaces before the change. Repeatable.")
  private List<String> before = List.of();

  @Option(
      names = "--after",
      required = true,
      paramLabel = "FILE|DIR",
      description = "The same after the change. Repeatable.")
  private List<String> after = List.of();

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE|DIR|-",
      description =
          "AuthClients and Namespaces that exist before and after the change. Repeatable. Default: the AuthClients of each side.")
  private List<String> both = List.of();

  @Mixin private final ReadingOptions reading = new ReadingOptions();
  @Mixin private final NamespaceOption namespace = new NamespaceOption();
  @Mixin private final OutputOption output = new OutputOption();

  ImpactCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Manifests shared = reading.reader(console.in(), false).read(both);
    var pipeline = namespace.pipeline();
    ClusterState was = ClusterState.ofFilesOnly();
    ClusterState will = ClusterState.ofFilesOnly();
    boolean isWhole =
        Diagnostics.printed(
            console, side(before, shared, pipeline, was), side(after, shared, pipeline, will));
    Impact impact = Impact.of(was.index(), will.index());
    console.out().print(output.of(impact::text, impact::json));
    if (!isWhole) {
      return NautheraCommand.FAILED;
    }
    return impact.hasNewViolations() ? NautheraCommand.REFUSED : NautheraCommand.ALLOWED;
  }

  private Validation side(
      List<String> paths, Manifests shared, ApiServerPipeline pipeline, ClusterState clusterState) {
    Manifests own = reading.reader(console.in(), false).read(paths);
    return new Validator(pipeline, clusterState, LoopbackHttp.ALLOWED).assume(own.and(shared));
  }
}
