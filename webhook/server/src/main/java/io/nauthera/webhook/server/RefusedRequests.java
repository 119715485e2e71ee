package io.nauthera.webhook.server;

import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import java.util.Locale;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/** Counts the requests that end before their review, which no metric of a review shows. */
final class RefusedRequests implements SslHandshakeListener {
  private final Metrics metrics;

  RefusedRequests(Metrics metrics) {
    this.metrics = metrics;
    for (Reason reason : Reason.values()) {
      metrics.startAtZero(Metric.REFUSED_REQUESTS, reason.toString());
    }
  }

  /** Why a request was refused: the values of the label. */
  enum Reason {
    TLS,
    NOT_FOUND,
    CONTENT_TYPE,
    MALFORMED,
    TOO_LARGE,
    TIMEOUT,
    OVERLOAD,
    DISCONNECTED,
    INTERNAL_ERROR;

    /** The reason of a limit that was reached, by its HTTP status. */
    static Reason ofLimit(int status) {
      return switch (status) {
        case 408 -> TIMEOUT;
        case 413 -> TOO_LARGE;
        case 429 -> OVERLOAD;
        default -> INTERNAL_ERROR;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  void count(Reason reason) {
    metrics.count(Metric.REFUSED_REQUESTS, reason.toString());
  }

  @Override
  public void handshakeFailed(Event event, Throwable failure) {
    count(Reason.TLS);
  }
}
