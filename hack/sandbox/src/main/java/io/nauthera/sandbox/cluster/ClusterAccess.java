package io.nauthera.sandbox.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.CommandResult;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Tool;
import io.nauthera.sandbox.tools.Toolchain;
import java.nio.file.Path;

/**
 * A cluster as its administrator uses it: kubectl and Helm with one kubeconfig, and a client.
 *
 * @param folder where the tools keep their caches
 */
public record ClusterAccess(
    Toolchain tools, Path kubeconfig, KubernetesClient kubernetes, Path folder) {
  /** Runs kubectl. */
  public CommandResult kubectl(String... arguments) {
    return command(arguments).run();
  }

  /** Runs kubectl with this text as its standard input. */
  public CommandResult kubectlReading(String stdin, String... arguments) {
    return command(arguments).reading(stdin).run();
  }

  /** Applies manifests, which must succeed. */
  public void apply(String manifests) {
    var unused = kubectlReading(manifests, "apply", "--server-side", "-f", "-").orThrow();
  }

  private Command command(String... arguments) {
    return Command.of(tools.path(Tool.KUBECTL), (Object[]) arguments)
        .with("KUBECONFIG", kubeconfig.toString())
        .with("KUBECACHEDIR", folder.resolve("kubectl").toString());
  }

  /** Runs Helm 3 ({@code HELM_3}) or Helm 4 ({@code HELM}). */
  public CommandResult helm(Tool version, String... arguments) {
    var chart = Repository.find().chart();
    var state = Folders.create(folder.resolve("helm"));
    return new Helm(tools.path(version), kubeconfig, state, chart).run(arguments);
  }
}
