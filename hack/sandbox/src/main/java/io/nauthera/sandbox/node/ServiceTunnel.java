package io.nauthera.sandbox.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A proxy on loopback through which a browser reaches Services of a cluster, under the names that
 * the cluster's users have for them. It supports CONNECT only, which is enough for https.
 */
public final class ServiceTunnel implements AutoCloseable {
  private final KubernetesClient kubernetes;
  private final Map<String, Route> routes;
  private final ServerSocket server;

  /**
   * Where connections to one host lead.
   *
   * @param authority host and port as the browser asks for them, e.g. "app.example.com:443"
   * @param port of the pod
   */
  public record Route(String authority, String namespace, String service, int port) {}

  private ServiceTunnel(KubernetesClient kubernetes, List<Route> routes) throws IOException {
    this.kubernetes = kubernetes;
    this.routes = routes.stream().collect(Collectors.toMap(Route::authority, Function.identity()));
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  public static ServiceTunnel open(KubernetesClient kubernetes, Route... routes) {
    try {
      var tunnel = new ServiceTunnel(kubernetes, List.of(routes));
      var unused = Thread.ofVirtual().start(tunnel::acceptAll);
      return tunnel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of the proxy. */
  public InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        var browser = server.accept();
        var unused = Thread.ofVirtual().start(() -> serve(browser));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket browser) {
    try (browser) {
      var request = readHead(browser.getInputStream()).split(" ", -1);
      var route = request.length > 1 ? routes.get(request[1]) : null;
      if (!request[0].equals("CONNECT") || route == null) {
        answer(browser, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      var service = kubernetes.services().inNamespace(route.namespace()).withName(route.service());
      try (var forward = service.portForward(route.port());
          var target = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
        answer(browser, "HTTP/1.1 200 Connection established\r\n\r\n");
        var upstream = Thread.ofVirtual().start(() -> copy(browser, target));
        copy(target, browser);
        upstream.join();
      }
    } catch (IOException e) {
      // The browser sees that its connection ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String readHead(InputStream input) throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      var next = input.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void answer(Socket browser, String head) throws IOException {
    browser.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    browser.getOutputStream().flush();
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
