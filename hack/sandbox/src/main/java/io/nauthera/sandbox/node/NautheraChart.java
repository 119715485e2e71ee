package io.nauthera.sandbox.node;

import io.nauthera.sandbox.cluster.ClusterAccess;
import io.nauthera.sandbox.cluster.Helm;
import io.nauthera.sandbox.process.CommandResult;
import io.nauthera.sandbox.tools.Repository;
import java.util.ArrayList;
import java.util.List;

/**
 * The release of Nauthera's chart in a cluster, in a namespace that admits only restricted pods.
 *
 * @param tag of the images, or empty for the default of the chart
 */
public record NautheraChart(ClusterAccess cluster, String registry, String tag) {
  public static final String RELEASE = "nauthera";
  public static final String NAMESPACE = Helm.NAMESPACE;

  /** Creates the namespace, installs or upgrades the chart, and waits until all is ready. */
  public CommandResult install(String... values) {
    cluster.apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %s
          labels: {pod-security.kubernetes.io/enforce: restricted}
        """
            .formatted(NAMESPACE));
    var arguments =
        new ArrayList<>(
            List.of(
                "upgrade",
                "--install",
                RELEASE,
                Repository.find().chart().toString(),
                "--namespace",
                NAMESPACE,
                "--wait",
                "--timeout=5m",
                "--set=image.registry=" + registry));
    if (!tag.isEmpty()) {
      arguments.add("--set=image.tag=" + tag);
    }
    for (var value : values) {
      arguments.add("--set=" + value);
    }
    return cluster.helm(arguments.toArray(String[]::new));
  }

  /** Runs another command of Helm on the release, e.g. "rollback". */
  public CommandResult helm(String command, String... more) {
    var arguments = new ArrayList<>(List.of(command, RELEASE, "--namespace", NAMESPACE));
    arguments.addAll(List.of(more));
    return cluster.helm(arguments.toArray(String[]::new));
  }
}
