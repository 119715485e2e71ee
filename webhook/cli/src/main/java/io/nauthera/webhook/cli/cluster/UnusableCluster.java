package io.nauthera.webhook.cli.cluster;

import org.jspecify.annotations.Nullable;

/** There is no cluster to ask, or none that answers; the message is one sentence for people. */
public final class UnusableCluster extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableCluster(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
