package io.nauthera.runtime.tracing;

import io.nauthera.runtime.Environment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;

/**
 * Records spans. What the spans of an object have in common are its uid and its generation: the
 * review of a change and the reconciliation that it causes are different traces.
 */
public interface Tracing extends AutoCloseable {
  String KIND = "nauthera.kind";
  String NAMESPACE = "k8s.namespace.name";
  String NAME = "k8s.object.name";
  String UID = "k8s.object.uid";
  String GENERATION = "k8s.object.generation";

  /** Records nothing, and costs nothing. */
  Tracing OFF =
      new Tracing() {
        @Override
        public Span start(String name, Role role) {
          return Span.NONE;
        }

        @Override
        public Span ended(String name, Role role, Duration duration) {
          return Span.NONE;
        }

        @Override
        public <T> Callable<T> inherited(Callable<T> task) {
          return task;
        }

        @Override
        public void close() {}
      };

  /** The kind of a span, as in the tracing API of OpenTelemetry. */
  enum Role {
    /** Answers a request of another process. */
    SERVER,
    /** Sends a request to another process. */
    CLIENT,
    INTERNAL
  }

  /**
   * On if the environment names a collector, as OpenTelemetry says: {@code
   * OTEL_EXPORTER_OTLP_ENDPOINT} or {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}. The other variables
   * of OpenTelemetry apply too. Where it is off, no class of OpenTelemetry is loaded.
   */
  static Tracing of(Environment environment, String service, InstantSource clock) {
    return environment.optional("OTEL_EXPORTER_OTLP_ENDPOINT").isPresent()
            || environment.optional("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT").isPresent()
        ? OpenTelemetryTracing.start(service, clock)
        : OFF;
  }

  /** Starts a span below the current one of this thread; it is the current one until it ends. */
  Span start(String name, Role role);

  /** A span of something that has just ended and took this long. */
  Span ended(String name, Role role, Duration duration);

  /** The task, for another thread: its spans are below the current one of this thread. */
  <T> Callable<T> inherited(Callable<T> task);

  /** Sends what is recorded. */
  @Override
  void close();
}
