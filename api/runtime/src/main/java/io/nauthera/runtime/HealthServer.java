package io.nauthera.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Answers the probes of the kubelet over plain HTTP: {@code /healthz} while the process runs,
 * {@code /readyz} while it is ready.
 */
public final class HealthServer implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public HealthServer(InetSocketAddress address, BooleanSupplier ready) throws IOException {
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + address, e);
    }
    // One thread per request: a slow caller must not delay the kubelet.
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> respond(exchange, true));
    server.createContext("/readyz", exchange -> respond(exchange, ready.getAsBoolean()));
  }

  public void start() {
    server.start();
  }

  /** The address that the server listens on. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  private static void respond(HttpExchange exchange, boolean healthy) throws IOException {
    byte[] body = (healthy ? "ok\n" : "not ready\n").getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(healthy ? 200 : 503, body.length);
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
