package io.nauthera.webhook.cli.kubeconfig;

import org.jspecify.annotations.Nullable;

/** There is no cluster to ask, or none that answers; the message is one sentence for people. */
public final class ClusterUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
