package io.nauthera.webhook.cli.kubeconfig;

import org.jspecify.annotations.Nullable;

/** No cluster is configured, or it does not answer; the message is one sentence for the user. */
public final class ClusterUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
