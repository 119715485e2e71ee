package io.nauthera.webhook.cli;

import io.nauthera.webhook.cli.kubeconfig.ClusterSnapshot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for a cluster that manifests are validated against. */
final class ClusterOptions {
  @Option(
      names = "--against-cluster",
      description =
          "Also use the AuthPolicies, AuthServers, AuthClients and Namespaces in the cluster of the kubeconfig. The cluster is only read.")
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
