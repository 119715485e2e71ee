package io.nauthera.sandbox.node;

import io.nauthera.sandbox.cluster.ClusterAccess;
import io.nauthera.sandbox.cluster.Helm;
import io.nauthera.sandbox.process.CommandResult;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Tool;
import java.util.ArrayList;
import java.util.List;

/**
 * The release of Nauthera's chart in a cluster, in a namespace that admits only restricted pods.
 *
 * @param tag of the images, or empty for the default of the chart
 * @param helmVersion {@code HELM_3} or {@code HELM}, which is Helm 4
 */
public record NautheraChart(ClusterAccess cluster, String registry, String tag, Tool helmVersion) {
  public static final String RELEASE = "nauthera";
  public static final String NAMESPACE = Helm.NAMESPACE;

  /** With Helm 4. */
  public NautheraChart(ClusterAccess cluster, String registry, String tag) {
    this(cluster, registry, tag, Tool.HELM);
  }

  /** The same release, with another version of Helm. */
  public NautheraChart with(Tool helm) {
    return new NautheraChart(cluster, registry, tag, helm);
  }

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
    return cluster.helm(helmVersion, arguments.toArray(String[]::new));
  }

  /** Runs another command of Helm on the release, e.g. "rollback". */
  public CommandResult helm(String command, String... more) {
    var arguments = new ArrayList<>(List.of(command, RELEASE, "--namespace", NAMESPACE));
    arguments.addAll(List.of(more));
    return cluster.helm(helmVersion, arguments.toArray(String[]::new));
  }
}
