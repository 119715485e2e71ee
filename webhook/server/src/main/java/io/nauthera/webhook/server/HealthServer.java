package io.nauthera.webhook.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Tells kubelets over plain HTTP: {@code /healthz} that the process lives, {@code /readyz} that it
 * can judge.
 */
public final class HealthServer implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public HealthServer(WebhookServer.Address address, BooleanSupplier ready) throws IOException {
    var at = new InetSocketAddress(address.host(), address.port());
    try {
      server = HttpServer.create(at, 0);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + at, e);
    }
    // A thread for each: one slow caller must not keep the kubelet waiting.
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> answer(exchange, true));
    server.createContext("/readyz", exchange -> answer(exchange, ready.getAsBoolean()));
  }

  public void start() {
    server.start();
  }

  private static void answer(HttpExchange exchange, boolean fine) throws IOException {
    byte[] body = (fine ? "ok\n" : "not ready\n").getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(fine ? 200 : 503, body.length);
    try (exchange;
        var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
