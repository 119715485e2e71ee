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
 * Answers the probes of the kubelet over plain HTTP: {@code /healthz} while the process works,
 * {@code /readyz} while it is ready.
 */
public final class HealthServer implements AutoCloseable {
  static {
    limitRequestTime();
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /**
   * Does not start yet.
   *
   * @param alive false if the process cannot recover, so that the kubelet restarts it
   */
  public HealthServer(InetSocketAddress address, BooleanSupplier alive, BooleanSupplier ready)
      throws IOException {
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + address, e);
    }
    // One thread per request: a slow caller must not delay the kubelet.
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> respond(exchange, "healthy", alive));
    server.createContext("/readyz", exchange -> respond(exchange, "ready", ready));
  }

  /**
   * In seconds. Without this, the server of the JDK waits for a slow caller without end. The JDK
   * reads it once, when the process creates its first server.
   */
  public static void limitRequestTime() {
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
  }

  public void start() {
    server.start();
  }

  /** The address that the server listens on. */
  InetSocketAddress address() {
    return server.getAddress();
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
    server.stop(0);
    threads.shutdownNow();
  }
}
