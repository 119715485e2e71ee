package io.nauthera.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nauthera.runtime.Environment;
import io.nauthera.runtime.metrics.Metrics.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsTest {
  /** https://prometheus.io/docs/practices/naming */
  private static final Pattern NAME = Pattern.compile("nauthera_[a-z][a-z_]*");

  private final Metrics metrics = new Metrics(Metric.Program.CONTROLLER);

  @Test
  void names_followTheConventions_andAreUnique() {
    assertThat(Metric.values()).extracting(Metric::id).doesNotHaveDuplicates();
    for (Metric metric : Metric.values()) {
      assertThat(metric.id()).matches(NAME);
      assertThat(metric.help()).endsWith(".");
      switch (metric.type()) {
        case COUNTER -> assertThat(metric.id()).endsWith("_total");
        case HISTOGRAM -> assertThat(metric.id()).endsWith("_seconds");
        case GAUGE -> assertThat(metric.id()).doesNotEndWith("_total");
      }
    }
  }

  @Test
  void counter_withoutLabels_isShownBeforeTheFirstCount() throws Exception {
    assertThat(text()).contains("nauthera_events_dropped_total 0.0");

    metrics.count(Metric.EVENTS_DROPPED);

    assertThat(text()).contains("nauthera_events_dropped_total 1.0");
  }

  @Test
  void histogram_ofOneCall_hasAFewBucketsAndTheSum() throws Exception {
    metrics.observe(Metric.RECONCILE_DURATION, Duration.ofMillis(20), "AuthClient", "success");

    assertThat(text())
        .contains(
            "nauthera_reconcile_duration_seconds_bucket{kind=\"AuthClient\",result=\"success\",le=\"0.01\"} 0",
            "nauthera_reconcile_duration_seconds_bucket{kind=\"AuthClient\",result=\"success\",le=\"0.025\"} 1",
            "nauthera_reconcile_duration_seconds_sum{kind=\"AuthClient\",result=\"success\"} 0.02");
    assertThat(text().lines().filter(line -> line.contains("_bucket"))).hasSize(16);
  }

  @Test
  void series_ofAServerThatIsGone_isNotShown() throws Exception {
    metrics.observe(Metric.SERVER_CALL_DURATION, Duration.ofMillis(20), "security/a", "success");

    metrics.forget(Metric.SERVER_CALL_DURATION, "security/a", "success");

    assertThat(text()).doesNotContain("security/a");
  }

  @Test
  void gauge_showsWhatHoldsWhenItIsAsked() throws Exception {
    metrics.gauge(Metric.SERVER_CIRCUIT_OPEN, () -> List.of(Sample.of(true, "security/a")));

    assertThat(text()).contains("nauthera_server_circuit_open{server=\"security/a\"} 1.0");
  }

  @Test
  void metric_ofTheOtherProgram_cannotBeCounted() {
    assertThatThrownBy(
            () -> metrics.observe(Metric.ADMISSION_REVIEW_DURATION, Duration.ZERO, "", "", "", ""))
        .hasMessage("nauthera_admission_review_duration_seconds");
  }

  @Test
  void jvm_isShownAsTheReferencePageSays() throws Exception {
    metrics.withJvm();

    String text = text();

    assertThat(Metrics.ofTheJvm())
        .extracting(Metrics.Description::name)
        .contains("process_resident_memory_bytes", "jvm_memory_used_bytes")
        .allSatisfy(name -> assertThat(text).contains("# TYPE " + name + " "));
    Stream<String> shown =
        text.lines()
            .filter(line -> line.startsWith("# TYPE ") && !line.contains("nauthera_"))
            .map(line -> line.split(" ", -1)[2]);
    assertThat(Metrics.ofTheJvm())
        .extracting(Metrics.Description::name)
        .containsAll(shown.toList());
  }

  @Test
  void server_answersPrometheus_andNothingElse() throws Exception {
    var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var server = MetricsServer.start(local, metrics)) {
      HttpResponse<String> answer = get(server, "/metrics");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.body()).contains("nauthera_events_dropped_total 0.0");
      assertThat(get(server, "/metricsandmore").statusCode()).isEqualTo(404);
      assertThat(get(server, "/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void server_whenAGaugeFails_answersAndGoesOn() throws Exception {
    metrics.gauge(
        Metric.LEADER,
        () -> {
          throw new IllegalStateException("a bug");
        });
    var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var server = MetricsServer.start(local, metrics)) {
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(500);
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void server_withoutAPort_isNotStarted() throws Exception {
    assertThat(MetricsServer.start(new Environment(Map.of()), metrics)).isEmpty();
  }

  private static HttpResponse<String> get(MetricsServer server, String path) throws Exception {
    var url = "http://127.0.0.1:" + server.address().getPort() + path;
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
          BodyHandlers.ofString());
    }
  }

  private String text() throws IOException {
    var out = new ByteArrayOutputStream();
    metrics.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
