package io.nauthera.runtime;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of plain HTTP for probes and metrics, in which no slow caller delays another. */
public final class PlainHttpServer implements AutoCloseable {
  static {
    limitRequestTime();
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** Does not start yet. */
  public PlainHttpServer(InetSocketAddress address) throws IOException {
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + address, e);
    }
    // One thread per request.
    server.setExecutor(threads);
  }

  /**
   * In seconds. Without this, the server of the JDK waits for a slow caller without end. The JDK
   * reads it once, when the process creates its first server.
   */
  static void limitRequestTime() {
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
  }

  /** Answers requests whose path begins with this one. */
  public void answer(String path, HttpHandler handler) {
    var unused = server.createContext(path, handler);
  }

  public void start() {
    server.start();
  }

  /** The address that the server listens on. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
