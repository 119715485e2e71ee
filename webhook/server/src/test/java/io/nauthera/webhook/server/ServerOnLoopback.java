package io.nauthera.webhook.server;

import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.webhook.admission.AdmissionRouter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.function.Supplier;

/** A server that runs, of a cluster without resources. */
record ServerOnLoopback(WebhookServer server, int port) implements AutoCloseable {

  /** {@code outage} is asked by each review. */
  static ServerOnLoopback start(
      TlsSources sources, Supplier<Optional<String>> outage, Metrics metrics) throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var cluster = new ManifestIndex();
    var server =
        new WebhookServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            sources,
            AdmissionRouter.validating(cluster, cluster::client, LoopbackHttp.REFUSED)
                .denyingDuring(outage),
            AdmissionRouter.mutating(),
            metrics);
    server.start();
    return new ServerOnLoopback(server, port);
  }

  String url(String path) {
    return "https://127.0.0.1:" + port + path;
  }

  @Override
  public void close() {
    server.close();
  }
}
