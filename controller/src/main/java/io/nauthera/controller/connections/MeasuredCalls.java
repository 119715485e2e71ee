package io.nauthera.controller.connections;

import io.nauthera.api.governance.ServerName;
import io.nauthera.controller.keycloak.CallObserver;
import io.nauthera.controller.keycloak.CallOutcome;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.tracing.Span;
import io.nauthera.runtime.tracing.Tracing;
import java.time.Duration;
import java.util.Map;

/** Measures and traces the requests to each AuthServer. */
public final class MeasuredCalls {
  private final Metrics metrics;
  private final Tracing tracing;

  public MeasuredCalls(Metrics metrics, Tracing tracing) {
    this.metrics = metrics;
    this.tracing = tracing;
  }

  public CallObserver of(ServerName server) {
    return (method, path) ->
        new Measured(
            server,
            System.nanoTime(),
            tracing
                .start("keycloak " + method, Tracing.Role.CLIENT)
                .with("nauthera.server", server.toString())
                .with("http.request.method", method)
                .with("url.path", path));
  }

  /** One request. */
  private final class Measured implements CallObserver.Call {
    private final ServerName server;
    private final long start;
    private final Span span;

    Measured(ServerName server, long start, Span span) {
      this.server = server;
      this.start = start;
      this.span = span;
    }

    @Override
    public Map<String, String> headers() {
      return span.headers();
    }

    @Override
    public void ended(CallOutcome outcome) {
      metrics.observe(
          Metric.SERVER_CALL_DURATION,
          Duration.ofNanos(System.nanoTime() - start),
          server.toString(),
          outcome.toString());
      try (Span ended = span.with("nauthera.outcome", outcome.toString())) {
        if (outcome != CallOutcome.SUCCESS) {
          ended.failed(outcome.toString());
        }
      }
    }
  }

  /** The AuthServer does not exist any more. */
  public void forget(ServerName server) {
    for (CallOutcome outcome : CallOutcome.values()) {
      metrics.forget(Metric.SERVER_CALL_DURATION, server.toString(), outcome.toString());
    }
  }
}
