package io.nauthera.webhook.cli.kubeconfig;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connection to a cluster, with timeouts for an interactive command. */
public final class ClusterAccess {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final int RETRIES = 1;

  private ClusterAccess() {}

  /**
   * Uses the kubeconfig of kubectl or, in a pod without one, its ServiceAccount; a null context is
   * the current one. Throws a ClusterUnavailableException.
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

  /** fabric8 silently uses the current context instead of an unknown one. */
  private static boolean isCurrent(Config config, String context) {
    return config.getCurrentContext() != null
        && context.equals(config.getCurrentContext().getName());
  }

  private static String missing(Config config, @Nullable String context) {
    if (config.getContexts().isEmpty()) {
      return "no kubeconfig with a cluster (%s): set KUBECONFIG".formatted(files());
    }
    String known =
        config.getContexts().stream()
            .map(NamedContext::getName)
            .sorted()
            .collect(Collectors.joining(", "));
    return context == null
        ? "the kubeconfig (%s) has no current context: use --context with one of %s"
            .formatted(files(), known)
        : "the kubeconfig (%s) has no context \"%s\": use one of %s"
            .formatted(files(), context, known);
  }

  private static String files() {
    return String.join(", ", Config.getKubeconfigFilenames());
  }
}
