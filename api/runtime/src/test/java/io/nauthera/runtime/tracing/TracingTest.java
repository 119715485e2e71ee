package io.nauthera.runtime.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.runtime.Environment;
import io.nauthera.runtime.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** Traces of a process of its own, because OpenTelemetry reads the environment of the process. */
class TracingTest {
  @Test
  void spans_ofTwoThreads_reachTheCollectorAsOneTrace() throws Exception {
    try (var collector = new StubCollector()) {
      var run =
          ProgramRun.of(
              Traced.class,
              Map.of(
                  "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "50"));

      assertThat(run.exitCode()).as(String.join("\n", run.output())).isZero();
      String trace =
          run.output().stream()
              .filter(line -> line.startsWith("traceparent "))
              .findFirst()
              .orElseThrow();
      assertThat(trace).matches("traceparent 00-[0-9a-f]{32}-[0-9a-f]{16}-0[13] same trace true");
      assertThat(String.join("", collector.bodies()))
          .contains(
              "test-program",
              "reconcile AuthClient",
              "keycloak GET",
              "k8s.object.uid",
              "uid-of-the-object",
              "k8s.object.generation",
              "no_answer");
    }
  }

  @Test
  void tracing_withoutACollector_loadsNoClassOfOpenTelemetry(@TempDir Path folder)
      throws Exception {
    Path classes = folder.resolve("classes");
    var run =
        ProgramRun.of(
            Traced.class, Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes));

    assertThat(run.exitCode()).as(String.join("\n", run.output())).isZero();
    assertThat(Files.readString(classes))
        .contains("io.nauthera.runtime.tracing.Tracing ")
        .doesNotContain("io.opentelemetry", "OpenTelemetryTracing");
  }

  @Test
  void collector_thatDoesNotAnswer_isOneLineOfLog_andHoldsNothingUp() throws Exception {
    var run =
        ProgramRun.of(Traced.class, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));

    assertThat(run.exitCode()).as(String.join("\n", run.output())).isZero();
    assertThat(run.output())
        .filteredOn(line -> line.contains("io.opentelemetry") || line.contains("i.o."))
        .allMatch(line -> line.matches("[^ ]+Z (WARN|ERROR) .*|\\s*at .*|java.*|Caused by.*"));
  }

  /** A program with two spans, the second on another thread. */
  static final class Traced {
    public static void main(String[] args) throws Exception {
      var environment = new Environment(System.getenv());
      Tracing tracing = Tracing.of(environment, "test-program", Clock.systemUTC());
      try (Span reconcile = tracing.start("reconcile AuthClient", Tracing.Role.INTERNAL)) {
        var unused = reconcile.with(Tracing.UID, "uid-of-the-object").with(Tracing.GENERATION, 7);
        String own = String.valueOf(MDC.get("trace_id"));
        Callable<String> call =
            () -> {
              try (Span span = tracing.start("keycloak GET", Tracing.Role.CLIENT)) {
                span.failed("no_answer");
                return String.valueOf(span.headers().get("traceparent"));
              }
            };
        var other = new FutureTask<>(tracing.inherited(call));
        Thread.ofPlatform().start(other);
        String parent = other.get();
        System.out.println(
            "traceparent " + parent + " same trace " + parent.startsWith("00-" + own + "-"));
      }
      try (Span review =
          tracing.ended("validating admission", Tracing.Role.SERVER, Duration.ofMillis(3))) {
        var unused = review.with(Tracing.NAME, "shop");
      }
      tracing.close();
    }
  }
}
