package io.nauthera.runtime;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Answers the probes of the kubelet over plain HTTP: {@code /healthz} while the process works,
 * {@code /readyz} while it is ready.
 */
public final class HealthServer implements AutoCloseable {
  private final PlainHttpServer server;

  /**
   * Does not start yet.
   *
   * @param alive false if the process cannot recover, so that the kubelet restarts it
   */
  public HealthServer(InetSocketAddress address, BooleanSupplier alive, BooleanSupplier ready)
      throws IOException {
    server = new PlainHttpServer(address);
    server.answer("/healthz", exchange -> respond(exchange, "healthy", alive));
    server.answer("/readyz", exchange -> respond(exchange, "ready", ready));
  }

  public void start() {
    server.start();
  }

  /** The address that the server listens on. */
  InetSocketAddress address() {
    return server.address();
  }

  private static void respond(HttpExchange exchange, String state, BooleanSupplier asked)
      throws IOException {
    boolean holds = asked.getAsBoolean();
    byte[] body = (holds ? "ok\n" : "not " + state + "\n").getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(holds ? 200 : 503, body.length);
    try (exchange;
        var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
