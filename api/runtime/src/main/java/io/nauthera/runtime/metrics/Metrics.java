package io.nauthera.runtime.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The metrics of one process. Counting is safe on every thread and never throws away a count. */
public final class Metrics {
  /** In seconds: from a review that is decided from memory to a server that does not respond. */
  private static final double[] BUCKETS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private static final PrometheusTextFormatWriter TEXT = PrometheusTextFormatWriter.create();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Map<Metric, Counter> counters = new EnumMap<>(Metric.class);
  private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);

  /** The metrics of a program; its gauges show nothing until {@link #gauge} says what. */
  public Metrics(Metric.Program program) {
    for (Metric metric : Metric.values()) {
      if (program.exposes(metric)) {
        switch (metric.type()) {
          case COUNTER -> counters.put(metric, counter(metric));
          case HISTOGRAM -> histograms.put(metric, histogram(metric));
          case GAUGE -> {}
        }
      }
    }
  }

  /** Adds the metrics of the JVM and of the process. */
  public Metrics withJvm() {
    JvmMemoryMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    ProcessMetrics.builder().register(registry);
    return this;
  }

  private Counter counter(Metric metric) {
    return Counter.builder()
        .name(metric.id())
        .help(metric.help())
        .labelNames(metric.labelNames())
        .withoutExemplars()
        .register(registry);
  }

  private Histogram histogram(Metric metric) {
    return Histogram.builder()
        .name(metric.id())
        .help(metric.help())
        .labelNames(metric.labelNames())
        .classicOnly()
        .classicUpperBounds(BUCKETS)
        .withoutExemplars()
        .register(registry);
  }

  /** Shows a series of a counter from now on, so that its first count is an increase. */
  public void startAtZero(Metric metric, String... labels) {
    Objects.requireNonNull(counters.get(metric), metric::id).initLabelValues(labels);
  }

  /** Adds one to a counter. */
  public void count(Metric metric, String... labels) {
    var counter = Objects.requireNonNull(counters.get(metric), metric::id);
    if (labels.length == 0) {
      counter.inc();
    } else {
      counter.labelValues(labels).inc();
    }
  }

  /** Adds a duration to a histogram. */
  public void observe(Metric metric, Duration duration, String... labels) {
    Objects.requireNonNull(histograms.get(metric), metric::id)
        .labelValues(labels)
        .observe(duration.toNanos() / 1e9);
  }

  /** One value of a gauge. */
  public record Sample(double value, List<String> labels) {
    public Sample {
      labels = List.copyOf(labels);
    }

    public static Sample of(double value, String... labels) {
      return new Sample(value, List.of(labels));
    }

    /** 1 for true. */
    public static Sample of(boolean value, String... labels) {
      return of(value ? 1 : 0, labels);
    }
  }

  /** Says what a gauge shows; {@code values} is asked each time that Prometheus asks. */
  public void gauge(Metric metric, Supplier<? extends Collection<Sample>> values) {
    var unused =
        GaugeWithCallback.builder()
            .name(metric.id())
            .help(metric.help())
            .labelNames(metric.labelNames())
            .callback(callback ->
                values
                    .get()
                    .forEach(sample ->
                        callback.call(sample.value(), sample.labels().toArray(String[]::new))))
            .register(registry);
  }

  /** Removes one series, because what it is about does not exist any more. */
  public void forget(Metric metric, String... labels) {
    StatefulMetric<?, ?> series =
        metric.type() == Metric.Type.COUNTER ? counters.get(metric) : histograms.get(metric);
    Objects.requireNonNull(series, metric::id).remove(labels);
  }

  /** Writes all metrics in the text format of Prometheus, version 0.0.4. */
  public void write(OutputStream out) throws IOException {
    TEXT.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
  }

  static String contentType() {
    return TEXT.getContentType();
  }

  /** Name, type and help of a metric that a library adds. */
  public record Description(String name, String type, String help) {}

  /** What is exposed beside {@link Metric}, for the reference page. */
  public static List<Description> ofTheJvm() {
    var metrics = new Metrics(Metric.Program.BOTH);
    metrics.registry.clear();
    return metrics.withJvm().registry.scrape().stream().map(Metrics::describe).toList();
  }

  private static Description describe(MetricSnapshot snapshot) {
    var metadata = snapshot.getMetadata();
    String type =
        snapshot.getClass().getSimpleName().replace("Snapshot", "").toLowerCase(Locale.ROOT);
    return new Description(
        metadata.getPrometheusName() + (type.equals("counter") ? "_total" : ""),
        type,
        Objects.requireNonNullElse(metadata.getHelp(), ""));
  }
}
