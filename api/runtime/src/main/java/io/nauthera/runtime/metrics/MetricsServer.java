package io.nauthera.runtime.metrics;

import com.sun.net.httpserver.HttpExchange;
import io.nauthera.runtime.Environment;
import io.nauthera.runtime.PlainHttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /metrics} over plain HTTP, on a port of its own: so a NetworkPolicy can admit
 * Prometheus there and nowhere else.
 */
public final class MetricsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

  private static final String PORT = "NAUTHERA_METRICS_PORT";

  private final PlainHttpServer server;
  private final Metrics metrics;

  private MetricsServer(PlainHttpServer server, Metrics metrics) {
    this.server = server;
    this.metrics = metrics;
  }

  /** Listens on the port that the environment says; empty if it says none. */
  public static Optional<MetricsServer> start(Environment environment, Metrics metrics)
      throws IOException {
    return environment.optional(PORT).isPresent()
        ? Optional.of(start(environment.address("POD_IP", PORT), metrics))
        : Optional.empty();
  }

  static MetricsServer start(InetSocketAddress address, Metrics metrics) throws IOException {
    var http = new PlainHttpServer(address);
    var server = new MetricsServer(http, metrics);
    http.answer("/metrics", server::respond);
    http.start();
    return server;
  }

  /** The address that the server listens on. */
  InetSocketAddress address() {
    return server.address();
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var body = new ByteArrayOutputStream();
      try {
        metrics.write(body);
      } catch (RuntimeException e) {
        LOG.error("cannot collect the metrics", e);
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", Metrics.contentType());
      exchange.sendResponseHeaders(200, body.size());
      body.writeTo(exchange.getResponseBody());
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
