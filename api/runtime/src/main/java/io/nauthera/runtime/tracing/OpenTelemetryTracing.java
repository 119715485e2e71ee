package io.nauthera.runtime.tracing;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends spans to a collector with OTLP over HTTP. */
final class OpenTelemetryTracing implements Tracing {
  private static final Logger LOG = LoggerFactory.getLogger(OpenTelemetryTracing.class);
  private static final Duration FLUSH = Duration.ofSeconds(3);

  /** In each line of log that is written while a span is current. */
  private static final String TRACE_ID = "trace_id";

  private static final String SPAN_ID = "span_id";

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;
  private final InstantSource clock;

  private OpenTelemetryTracing(OpenTelemetrySdk sdk, InstantSource clock) {
    this.sdk = sdk;
    this.clock = clock;
    this.tracer = sdk.getTracer("io.nauthera");
  }

  static Tracing start(String service, InstantSource clock) {
    // OpenTelemetry logs with java.util.logging, which would write to standard error as it likes.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    var defaults =
        Map.of(
            "otel.service.name",
            service,
            "otel.exporter.otlp.protocol",
            "http/protobuf",
            "otel.metrics.exporter",
            "none",
            "otel.logs.exporter",
            "none");
    var sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> defaults)
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    LOG.info("traces are on");
    return new OpenTelemetryTracing(sdk, clock);
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the span that is returned closes it
  public Span start(String name, Role role) {
    var span = builder(name, role).startSpan();
    return new Recorded(span, span.makeCurrent());
  }

  @Override
  public Span ended(String name, Role role, Duration duration) {
    Instant start = clock.instant().minus(duration);
    var span = builder(name, role).setStartTimestamp(start).startSpan();
    return new Recorded(span, Scope.noop());
  }

  private SpanBuilder builder(String name, Role role) {
    return tracer
        .spanBuilder(name)
        .setSpanKind(
            switch (role) {
              case SERVER -> SpanKind.SERVER;
              case CLIENT -> SpanKind.CLIENT;
              case INTERNAL -> SpanKind.INTERNAL;
            });
  }

  @Override
  public <T> Callable<T> inherited(Callable<T> task) {
    return Context.current().wrap(task);
  }

  @Override
  public void close() {
    var unused = sdk.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A span that is sent. Must be closed on the thread that started it. */
  private final class Recorded implements Span {
    private final io.opentelemetry.api.trace.Span span;
    private final Scope scope;
    private final Map<String, String> mdcBefore = new HashMap<>();

    Recorded(io.opentelemetry.api.trace.Span span, Scope scope) {
      this.span = span;
      this.scope = scope;
      replaced(TRACE_ID, span.getSpanContext().getTraceId());
      replaced(SPAN_ID, span.getSpanContext().getSpanId());
    }

    private void replaced(String key, String value) {
      String before = MDC.get(key);
      if (before != null) {
        mdcBefore.put(key, before);
      }
      MDC.put(key, value);
    }

    private void restored(String key) {
      String before = mdcBefore.get(key);
      if (before == null) {
        MDC.remove(key);
      } else {
        MDC.put(key, before);
      }
    }

    @Override
    public Span with(String attribute, String value) {
      span.setAttribute(attribute, value);
      return this;
    }

    @Override
    public Span with(String attribute, long value) {
      span.setAttribute(attribute, value);
      return this;
    }

    @Override
    public void failed(String reason) {
      span.setStatus(StatusCode.ERROR, reason);
    }

    @Override
    public Map<String, String> headers() {
      Map<String, String> headers = new HashMap<>();
      sdk.getPropagators()
          .getTextMapPropagator()
          .inject(Context.current(), headers, (carrier, key, value) -> headers.put(key, value));
      return headers;
    }

    @Override
    public void close() {
      restored(TRACE_ID);
      restored(SPAN_ID);
      scope.close();
      span.end();
    }
  }
}
