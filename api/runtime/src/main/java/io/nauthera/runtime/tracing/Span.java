package io.nauthera.runtime.tracing;

import java.util.Map;

/** One step of a trace: from its start until it is closed, on one thread. */
public interface Span extends AutoCloseable {
  /** Nothing is recorded. */
  Span NONE =
      new Span() {
        @Override
        public Span with(String attribute, String value) {
          return this;
        }

        @Override
        public Span with(String attribute, long value) {
          return this;
        }

        @Override
        public void failed(String reason) {}

        @Override
        public Map<String, String> headers() {
          return Map.of();
        }

        @Override
        public void close() {}
      };

  /** Adds an attribute. */
  Span with(String attribute, String value);

  /** Adds an attribute that is a number. */
  Span with(String attribute, long value);

  /** The step did not do what it was to do; {@code reason} contains no secret. */
  void failed(String reason);

  /** Headers of a request to another process, so that its spans belong to the same trace. */
  Map<String, String> headers();

  /** Ends the span. */
  @Override
  void close();
}
