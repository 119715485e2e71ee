package io.nauthera.e2e.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.Http;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Wait;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Prometheus that scrapes every second and evaluates the alerts of the chart. Their
 * expressions are unchanged; only {@code for} is two seconds, because no test can wait for an hour.
 */
final class PrometheusServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalProcess process;
  private final String url;

  private PrometheusServer(LocalProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /** {@code targets} are the addresses of the pods. */
  static PrometheusServer start(Path folder, String... targets) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("alerts.yaml"),
        Files.readString(MonitoringFiles.RULES).replaceAll("(?m)^( +for: ).*$", "$12s"));
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [alerts.yaml]
        scrape_configs:
          - job_name: nauthera
            static_configs: [{targets: [%s]}]
        """
            .formatted(
                Stream.of(targets)
                    .map(target -> "\"" + target + ":8080\"")
                    .collect(Collectors.joining(", "))));
    String address = "127.0.0.1:" + freePort();
    var process =
        LocalProcess.of(
            "prometheus",
            folder,
            List.of(
                Sandbox.prometheus().prometheus().toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address,
                "--log.level=warn"),
            Map.of());
    process.start();
    Wait.until("Prometheus is ready", TIMEOUT, () -> Http.isOk("http://" + address + "/-/ready"));
    return new PrometheusServer(process, "http://" + address);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The values of a query, without those that are not a number. */
  List<Double> query(String query) throws Exception {
    List<Double> values = new ArrayList<>();
    JsonNode answer =
        get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(query + ": " + answer);
    }
    for (JsonNode sample : answer.at("/data/result")) {
      double value = Double.parseDouble(sample.path("value").path(1).asText());
      if (!Double.isNaN(value)) {
        values.add(value);
      }
    }
    return values;
  }

  /** The names of the alerts that fire. */
  Set<String> firing() throws Exception {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : get("/api/v1/alerts").at("/data/alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        names.add(alert.at("/labels/alertname").asText());
      }
    }
    return names;
  }

  private JsonNode get(String path) throws Exception {
    process.requireAlive();
    return JSON.readTree(read(url + path));
  }

  /** What Prometheus itself would read there. */
  String read(String address) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    process.stop();
    http.close();
  }
}
