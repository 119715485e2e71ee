package io.nauthera.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before an HTTP server; what it does with each request is up to its handler. */
public final class HttpProxy implements AutoCloseable {
  /** The JDK's server and client set them themselves. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String target;
  private final Handler handler;

  /**
   * Listens on a free port of the loopback address.
   *
   * @param target base URL of the server
   */
  public HttpProxy(String target, Handler handler) throws IOException {
    this.target = target;
    this.handler = handler;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(threads);
    var unused = server.createContext("/", this::handle);
    server.start();
  }

  /** Handles a request; one that it neither answers nor cuts is cut. */
  @FunctionalInterface
  public interface Handler {
    void handle(Request request) throws IOException, InterruptedException;
  }

  /** The answer of the server; {@code body} has one character per byte. */
  public record Answer(int status, Map<String, List<String>> headers, String body) {}

  /** One request of a client. */
  public final class Request {
    private final HttpExchange exchange;

    private Request(HttpExchange exchange) {
      this.exchange = exchange;
    }

    public String method() {
      return exchange.getRequestMethod();
    }

    public String path() {
      return exchange.getRequestURI().getPath();
    }

    /** Empty where the URL has none. */
    public String query() {
      String query = exchange.getRequestURI().getQuery();
      return query == null ? "" : query;
    }

    /** Sends the request to the server and reads the whole answer. */
    public Answer forward() throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
              .method(
                  method(), BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
              values.forEach(value -> request.header(name, value));
            }
          });
      HttpResponse<String> answer =
          client.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
      return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
    }

    /** Passes an answer of the server on. */
    public void respond(Answer answer) throws IOException {
      respond(answer, answer.body().length());
    }

    /** Ends the connection in the middle of the body. */
    public void respondHalf(Answer answer) throws IOException {
      respond(answer, answer.body().length() + 100);
    }

    /** Answers at once, and then sends one byte of a body each second until the client leaves. */
    public void respondSlowly() throws IOException, InterruptedException {
      exchange.sendResponseHeaders(200, 0);
      while (true) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        Thread.sleep(1000);
      }
    }

    private void respond(Answer answer, int length) throws IOException {
      answer
          .headers()
          .forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name) && !name.startsWith(":")) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      handler.handle(new Request(exchange));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
