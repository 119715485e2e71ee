package io.nauthera.e2e.observability;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.v1alpha1.AuthClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Pods of Nauthera that a real Prometheus scrapes, as the dashboard shows them. */
public final class MonitoredPods implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final PrometheusServer prometheus;

  private MonitoredPods(PrometheusServer prometheus) {
    this.prometheus = prometheus;
  }

  /** {@code addresses} are those of the pods. */
  public static MonitoredPods start(Path folder, List<String> addresses) throws IOException {
    return new MonitoredPods(PrometheusServer.start(folder, addresses.toArray(String[]::new)));
  }

  /**
   * Waits until every query of the dashboard has data, while changes to the client are reviewed.
   */
  public void awaitDashboard(KubernetesClient kubernetes, AuthClient client) throws IOException {
    awaitDashboard(prometheus, kubernetes, client);
  }

  static void awaitDashboard(
      PrometheusServer prometheus, KubernetesClient kubernetes, AuthClient client)
      throws IOException {
    for (JsonNode panel : MonitoringFiles.panels()) {
      for (String query : MonitoringFiles.queries(panel)) {
        String now = query.replace("$__rate_interval", "5m");
        await()
            .alias(panel.path("title").asText() + ": " + now)
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> {
              // The quantile of a rate has data only while something happens.
              RequestedReviews.ask(kubernetes, client);
              return !prometheus.query(now).isEmpty();
            });
      }
    }
  }

  @Override
  public void close() {
    prometheus.close();
  }
}
