package io.nauthera.controller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Tells kubelets over plain HTTP: {@code /healthz} that the process lives, {@code /readyz} that it
 * can judge.
 */
final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  HealthServer(InetSocketAddress address, BooleanSupplier ready) throws IOException {
    server = HttpServer.create(address, 0);
    server.createContext("/healthz", exchange -> answer(exchange, true));
    server.createContext("/readyz", exchange -> answer(exchange, ready.getAsBoolean()));
  }

  void start() {
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
  }
}
