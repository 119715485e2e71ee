package io.nauthera.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An API server that lists the resources it was given, and whose lists and watches can fail. */
public final class FakeApiServer implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, CountDownLatch> heldLists = new ConcurrentHashMap<>();
  private final Map<String, Integer> failingLists = new ConcurrentHashMap<>();
  private final Map<String, Integer> failingWatches = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> openWatches = new ConcurrentHashMap<>();
  private final Map<String, Integer> lists = new ConcurrentHashMap<>();
  private final List<HasMetadata> resources;
  private final HttpServer server;
  private final KubernetesClient client;

  public FakeApiServer(HasMetadata... resources) throws IOException {
    this.resources = Arrays.asList(resources);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::respond);
    server.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  public KubernetesClient client() {
    return client;
  }

  /** Does not answer lists of a kind before {@link #releaseLists}. */
  public void holdLists(String plural) {
    heldLists.put(plural, new CountDownLatch(1));
  }

  public void releaseLists(String plural) {
    heldLists.get(plural).countDown();
  }

  /** Answers lists of a kind with an HTTP status. */
  public void failLists(String plural, int status) {
    failingLists.put(plural, status);
  }

  public void allowLists(String plural) {
    failingLists.remove(plural);
  }

  /** Ends the watches of a kind and answers new ones with an HTTP status. */
  public void failWatches(String plural, int status) {
    failingWatches.put(plural, status);
    var open = openWatches.remove(plural);
    if (open != null) {
      open.countDown();
    }
  }

  /** How many lists of a kind were asked for. */
  public int listsOf(String plural) {
    return lists.getOrDefault(plural, 0);
  }

  public boolean isWatched(String plural) {
    return openWatches.containsKey(plural);
  }

  /** Refuses connections from now on. */
  public void stopListening() {
    server.stop(0);
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String plural = path.substring(path.lastIndexOf('/') + 1);
      if (String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true")) {
        watch(exchange, plural);
      } else {
        list(exchange, plural);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void list(HttpExchange exchange, String plural) throws IOException, InterruptedException {
    lists.merge(plural, 1, Integer::sum);
    var held = heldLists.get(plural);
    if (held != null) {
      held.await();
    }
    Integer failure = failingLists.get(plural);
    if (failure != null) {
      fail(exchange, failure);
      return;
    }
    List<String> all = manifests(plural);
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    int first = parameter(query, "continue").orElse(0);
    int end = Math.min(all.size(), first + parameter(query, "limit").orElse(all.size()));
    send(
        exchange,
        200,
        "{\"metadata\":{\"resourceVersion\":\"1\"%s},\"items\":[%s]}"
            .formatted(
                end < all.size() ? ",\"continue\":\"" + end + "\"" : "",
                String.join(",", all.subList(first, end))));
  }

  private static Optional<Integer> parameter(String query, String name) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> Integer.valueOf(pair.substring(name.length() + 1)))
        .findFirst();
  }

  private List<String> manifests(String plural) {
    return resources.stream()
        .filter(resource -> resource.getPlural().equals(plural))
        .map(resource -> Serialization.asJson(resource).replace("\n", ""))
        .toList();
  }

  /** Does not accept a WebSocket, so that the client watches over plain HTTP. */
  private void watch(HttpExchange exchange, String plural)
      throws IOException, InterruptedException {
    Integer failure = failingWatches.get(plural);
    if (failure != null) {
      fail(exchange, failure);
      return;
    }
    if (exchange.getRequestHeaders().containsKey("Sec-WebSocket-Key")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    var open = openWatches.computeIfAbsent(plural, kind -> new CountDownLatch(1));
    exchange.sendResponseHeaders(200, 0);
    // The client does not count a watch as open before the first event.
    for (String resource : manifests(plural)) {
      String event = "{\"type\":\"MODIFIED\",\"object\":%s}\n".formatted(resource);
      exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
    }
    exchange.getResponseBody().flush();
    var unused = open.await(1, TimeUnit.MINUTES);
  }

  private static void fail(HttpExchange exchange, int status) throws IOException {
    send(
        exchange,
        status,
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"out of order\",\"code\":%d}"
            .formatted(status));
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
