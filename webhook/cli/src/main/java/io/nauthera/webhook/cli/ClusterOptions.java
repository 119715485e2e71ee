package io.nauthera.webhook.cli;

import io.nauthera.webhook.cli.kubeconfig.ClusterSnapshot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether there is a cluster beside the manifests. */
final class ClusterOptions {
  @Option(
      names = "--against-cluster",
      description =
          "Take what there is already (AuthPolicies, AuthServers, AuthClients, Namespaces) from the cluster of the kubeconfig. Nothing is ever written there.")
  boolean againstCluster;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig. Default: the current one.")
  @Nullable String context;

  ClusterSnapshot read(Clusters clusters) {
    if (!againstCluster) {
      return ClusterSnapshot.none();
    }
    try (var kubernetes = clusters.open(context)) {
      return ClusterSnapshot.of(kubernetes);
    }
  }
}
