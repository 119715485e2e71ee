package io.nauthera.webhook.cli.kubeconfig;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a cluster is reached by a command that somebody waits for. */
public final class ClusterAccess {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final int RETRIES = 1;

  private ClusterAccess() {}

  /**
   * Of the kubeconfig that kubectl would use or, in a pod that has none, of its ServiceAccount; a
   * null context is the current one. Fails with an ClusterUnavailableException.
   */
  public static Config of(@Nullable String context) {
    Config config = read(context);
    boolean isServiceAccount =
        config.getCurrentContext() == null && config.getAutoOAuthToken() != null;
    if (context != null ? !isCurrent(config, context) : !isUsable(config) && !isServiceAccount) {
      throw new ClusterUnavailableException(missing(config, context), null);
    }
    return new ConfigBuilder(config)
        .withConnectionTimeout(CONNECT_MILLIS)
        .withRequestTimeout(ANSWER_MILLIS)
        .withRequestRetryBackoffLimit(RETRIES)
        .build();
  }

  private static Config read(@Nullable String context) {
    try {
      return Config.autoConfigure(context);
    } catch (KubernetesClientException e) {
      throw new ClusterUnavailableException(
          "cannot read the kubeconfig (%s): it is not of kind Config".formatted(files()), e);
    }
  }

  private static boolean isUsable(Config config) {
    return config.getCurrentContext() != null;
  }

  /** An unknown one would be passed over for the current one. */
  private static boolean isCurrent(Config config, String context) {
    return config.getCurrentContext() != null
        && context.equals(config.getCurrentContext().getName());
  }

  private static String missing(Config config, @Nullable String context) {
    if (config.getContexts().isEmpty()) {
      return "there is no kubeconfig with a cluster (%s): set KUBECONFIG".formatted(files());
    }
    String known =
        config.getContexts().stream()
            .map(NamedContext::getName)
            .sorted()
            .collect(Collectors.joining(", "));
    return context == null
        ? "the kubeconfig (%s) has no current context: give --context, one of %s"
            .formatted(files(), known)
        : "the kubeconfig (%s) has no context \"%s\", only %s".formatted(files(), context, known);
  }

  private static String files() {
    return String.join(", ", Config.getKubeconfigFilenames());
  }
}
