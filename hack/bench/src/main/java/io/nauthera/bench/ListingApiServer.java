package io.nauthera.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * Lists resources as an API server does, also in pages, and keeps watches open without events. A
 * real one would need minutes to store 50,000 resources.
 */
final class ListingApiServer implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Listing> listings;
  private final HttpServer server;

  /** Resources of one kind; {@code item} gives the JSON of each. */
  record Listing(int count, IntFunction<String> item) {}

  /** {@code listings} by the plural of the kind. */
  ListingApiServer(Map<String, Listing> listings) throws IOException {
    this.listings = Map.copyOf(listings);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::respond);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      if (parameter(uri, "watch").filter("true"::equals).isPresent()) {
        watch(exchange);
      } else {
        list(exchange, uri);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void list(HttpExchange exchange, URI uri) throws IOException {
    String plural = uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    var listing = listings.getOrDefault(plural, new Listing(0, number -> ""));
    int first = parameter(uri, "continue").map(Integer::parseInt).orElse(0);
    int limit =
        parameter(uri, "limit").map(Integer::parseInt).filter(n -> n > 0).orElse(Integer.MAX_VALUE);
    int end = (int) Math.min(listing.count(), (long) first + limit);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      String next = end < listing.count() ? ",\"continue\":\"" + end + "\"" : "";
      write(body, "{\"metadata\":{\"resourceVersion\":\"1\"" + next + "},\"items\":[");
      for (int i = first; i < end; i++) {
        write(body, (i == first ? "" : ",") + listing.item().apply(i));
      }
      write(body, "]}");
    }
  }

  /** Does not accept a WebSocket, so that the client watches over plain HTTP. */
  private void watch(HttpExchange exchange) throws IOException, InterruptedException {
    if (exchange.getRequestHeaders().containsKey("Sec-WebSocket-Key")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    closed.await();
  }

  private static Optional<String> parameter(URI uri, String name) {
    String query = uri.getQuery();
    return query == null
        ? Optional.empty()
        : Arrays.stream(query.split("&"))
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .findFirst();
  }

  private static void write(OutputStream body, String text) throws IOException {
    body.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
