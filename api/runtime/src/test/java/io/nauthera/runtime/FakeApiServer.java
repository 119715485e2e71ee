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
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An API server that lists the resources it was given, as JSON that nothing has checked, and whose
 * lists and watches can fail.
 */
public final class FakeApiServer implements AutoCloseable {
  static {
    // Tests of one process share the setting, and this server may be the first.
    PlainHttpServer.limitRequestTime();
  }

  private static final String END = "";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, CountDownLatch> heldLists = new ConcurrentHashMap<>();
  private final Map<String, Integer> failingLists = new ConcurrentHashMap<>();
  private final Map<String, Integer> failingWatches = new ConcurrentHashMap<>();
  private final Map<String, Queue<BlockingQueue<String>>> openWatches = new ConcurrentHashMap<>();
  private final Map<String, Integer> lists = new ConcurrentHashMap<>();
  private final Map<String, Queue<String>> resources = new ConcurrentHashMap<>();
  private final Map<String, String> singles = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final KubernetesClient client;

  public FakeApiServer(HasMetadata... resources) throws IOException {
    for (HasMetadata resource : resources) {
      put(resource.getPlural(), Serialization.asJson(resource));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::respond);
    server.start();
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(url()).build();
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withKubernetesSerialization(TolerantSerialization.create())
            .build();
  }

  public KubernetesClient client() {
    return client;
  }

  /** Adds a resource to the lists of a kind; the JSON must not contain a line break in a text. */
  public void put(String plural, String json) {
    resources
        .computeIfAbsent(plural, kind -> new ConcurrentLinkedQueue<>())
        .add(json.replace("\n", ""));
  }

  /** Answers a GET of one resource. */
  public void putSingle(String path, String json) {
    singles.put(path, json);
  }

  /** Its address, for a process of its own. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Sends an event to everyone who watches the kind. */
  public void send(String plural, String type, String json) {
    String event = event(type, json.replace("\n", ""));
    openWatches
        .getOrDefault(plural, new ConcurrentLinkedQueue<>())
        .forEach(watch -> watch.add(event));
  }

  private static String event(String type, String json) {
    return "{\"type\":\"%s\",\"object\":%s}\n".formatted(type, json);
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
    endWatches(plural);
  }

  public void allowWatches(String plural) {
    failingWatches.remove(plural);
  }

  /** Ends the watches of a kind, as the API server does after some minutes. */
  public void endWatches(String plural) {
    var open = openWatches.remove(plural);
    if (open != null) {
      open.forEach(watch -> watch.add(END));
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
      String single = singles.get(path);
      if (single != null) {
        send(exchange, 200, single);
      } else if (String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true")) {
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
    return List.copyOf(resources.getOrDefault(plural, new ConcurrentLinkedQueue<>()));
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
    var watch = new LinkedBlockingQueue<String>();
    // The client does not count a watch as open before the first event.
    manifests(plural).forEach(json -> watch.add(event("MODIFIED", json)));
    openWatches.computeIfAbsent(plural, kind -> new ConcurrentLinkedQueue<>()).add(watch);
    exchange.sendResponseHeaders(200, 0);
    while (true) {
      String event = watch.take();
      if (event.equals(END)) {
        return;
      }
      exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    }
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
