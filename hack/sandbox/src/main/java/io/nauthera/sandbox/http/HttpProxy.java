package io.nauthera.sandbox.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an HTTP/1.1 server; what it does with each request is up to its handler. Answers
 * pass as they come, also those that never end, and WebSockets.
 */
public final class HttpProxy implements AutoCloseable {
  private final URI target;
  private final SocketFactory calls;
  private final Handler handler;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Handles a request; one that it neither answers nor passes on is cut. */
  @FunctionalInterface
  public interface Handler {
    void handle(ProxiedRequest request) throws IOException, InterruptedException;
  }

  /**
   * Listens on a free port of the loopback address.
   *
   * @param target base URL of the server
   */
  public HttpProxy(String target, Handler handler) throws IOException {
    this(target, ServerSocketFactory.getDefault(), SocketFactory.getDefault(), handler);
  }

  /** The same with other sockets, e.g. for TLS on both sides. */
  public HttpProxy(
      String target, ServerSocketFactory listeners, SocketFactory calls, Handler handler)
      throws IOException {
    this.target = URI.create(target);
    this.calls = calls;
    this.handler = handler;
    listener = listeners.createServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** The base URL of the proxy. */
  public String url() {
    return "%s://127.0.0.1:%d".formatted(target.getScheme(), listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // Closed, or the client left at once.
      }
    }
  }

  private Connection opened(Socket socket) throws IOException {
    open.add(socket);
    return Connection.of(socket);
  }

  /** Serves the requests of one connection one after the other. */
  private void serve(Socket socket) {
    try (var client = opened(socket);
        var server = new ServerSide()) {
      boolean continues = true;
      while (continues) {
        var head = HttpMessage.read(client.in());
        if (head.isEmpty()) {
          return;
        }
        var request = ProxiedRequest.read(head.get(), client, server::connect, threads);
        handler.handle(request);
        continues = request.isAnswered();
      }
    } catch (IOException e) {
      // One of the two sides left: the other one sees its connection end, too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** The connection to the server that belongs to one connection of a client. */
  private final class ServerSide implements AutoCloseable {
    private @Nullable Connection connection;

    Connection connect() throws IOException {
      if (connection == null) {
        connection = opened(calls.createSocket(target.getHost(), target.getPort()));
      }
      return connection;
    }

    @Override
    public void close() throws IOException {
      if (connection != null) {
        connection.close();
        open.remove(connection.socket());
      }
    }
  }

  @Override
  public void close() {
    close(listener);
    open.forEach(HttpProxy::close);
    threads.shutdownNow();
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It cannot be used in any case.
    }
  }
}
