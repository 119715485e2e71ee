package io.nauthera.webhook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nauthera.api.governance.ServerName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An API server that only lists: what is said to be known, is. */
@Timeout(60)
class ClusterInformersTest {
  private static final int CLIENTS = 2000;

  private final CountDownLatch policiesMayBeListed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer apiServer;
  private KubernetesClient kubernetes;

  @BeforeEach
  void start() throws IOException {
    apiServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    apiServer.setExecutor(threads);
    apiServer.createContext("/", this::answer);
    apiServer.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + apiServer.getAddress().getPort())
            .build();
    kubernetes = new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void stop() {
    kubernetes.close();
    apiServer.stop(0);
    threads.shutdownNow();
  }

  @Test
  void sync_awaited_everythingIsInTheIndex() throws Exception {
    policiesMayBeListed.countDown();
    try (var cluster = new ClusterInformers(kubernetes)) {
      cluster.start();
      cluster.awaitSync();

      assertThat(cluster.isSynced()).isTrue();
      assertThat(cluster.index().clientsOf(new ServerName("security", "server"))).hasSize(CLIENTS);
      assertThat(cluster.index().policiesIn("security")).hasSize(1);
      assertThat(cluster.index().namespaceLabels("team")).isPresent();
    }
  }

  @Test
  void sync_aKindNotListedYet_isNotThere() throws Exception {
    try (var cluster = new ClusterInformers(kubernetes)) {
      cluster.start();
      TimeUnit.SECONDS.sleep(1);
      assertThat(cluster.isSynced()).isFalse();

      policiesMayBeListed.countDown();
      cluster.awaitSync();
      assertThat(cluster.index().policiesIn("security")).hasSize(1);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean isWatch = String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
    byte[] body = isWatch ? new byte[0] : list(path).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(isWatch ? 503 : 200, body.length == 0 ? -1 : body.length);
    try (exchange;
        var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private String list(String path) {
    String kind = path.substring(path.lastIndexOf('/') + 1);
    return switch (kind) {
      case "authclients" ->
          list(
              "AuthClient",
              IntStream.range(0, CLIENTS)
                  .mapToObj(i -> item("AuthClient", "team", "c" + i, CLIENT))
                  .collect(Collectors.joining(",")));
      case "authpolicies" -> {
        try {
          policiesMayBeListed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        yield list("AuthPolicy", item("AuthPolicy", "security", "web", "{}"));
      }
      case "authservers" ->
          list(
              "AuthServer",
              item("AuthServer", "security", "server", "{\"issuerUrl\":\"https://x/realms/r\"}"));
      case "namespaces" ->
          "{\"apiVersion\":\"v1\",\"kind\":\"NamespaceList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"team\",\"uid\":\"n\",\"resourceVersion\":\"1\"}}]}";
      default -> "{}";
    };
  }

  private static final String CLIENT =
      "{\"authServerRef\":{\"name\":\"server\",\"namespace\":\"security\"},\"redirectUris\":[\"https://x.test/\"]}";

  private static String list(String kind, String items) {
    return "{\"apiVersion\":\"auth.nauthera.io/v1alpha1\",\"kind\":\"%sList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[%s]}"
        .formatted(kind, items);
  }

  private static String item(String kind, String namespace, String name, String spec) {
    return "{\"apiVersion\":\"auth.nauthera.io/v1alpha1\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"%s\",\"uid\":\"%s\",\"resourceVersion\":\"1\"},\"spec\":%s}"
        .formatted(kind, name, namespace, name, spec);
  }
}
