package io.nauthera.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests through the proxy to a server that answers with what it received. */
final class HttpProxyTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch firstPartRead = new CountDownLatch(1);
  private final AtomicInteger received = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var unused = server.createContext("/", this::echo);
    unused = server.createContext("/parts", this::parts);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    client.shutdownNow();
  }

  private void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.incrementAndGet();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] answer =
          "%s %s %s"
              .formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body)
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(201, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private void parts(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("first".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      firstPartRead.await();
      exchange.getResponseBody().write("second".getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpProxy proxy(HttpProxy.Handler handler) throws IOException {
    return new HttpProxy("http://127.0.0.1:" + server.getAddress().getPort(), handler);
  }

  private HttpResponse<String> post(HttpProxy proxy, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(proxy.url() + "/path?a=b"))
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void requests_passed_areAnsweredByTheServer() throws Exception {
    try (var proxy = proxy(ProxiedRequest::pass)) {
      for (String body : new String[] {"one", "", "two"}) {
        HttpResponse<String> answer = post(proxy, body);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("POST /path?a=b " + body);
      }
    }
  }

  @Test
  void answer_inParts_arrivesAsItComes() throws Exception {
    try (var proxy = proxy(ProxiedRequest::pass)) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.url() + "/parts")).build();
      try (var body = client.send(request, BodyHandlers.ofInputStream()).body()) {
        assertThat(body.readNBytes(5)).asString().isEqualTo("first");
        firstPartRead.countDown();
        assertThat(body.readAllBytes()).asString().isEqualTo("second");
      }
    }
  }

  @Test
  void request_answeredByTheProxy_doesNotReachTheServer() throws Exception {
    try (var proxy = proxy(request -> request.respond(503, Map.of("retry-after", "1"), "no"))) {
      HttpResponse<String> answer = post(proxy, "one");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(answer.body()).isEqualTo("no");
      assertThat(received).hasValue(0);
    }
  }

  @Test
  void answer_half_fails() throws Exception {
    try (var proxy = proxy(ProxiedRequest::passHalf)) {
      assertThatThrownBy(() -> post(proxy, "one")).isInstanceOf(IOException.class);
      assertThat(received).hasValue(1);
    }
  }

  @Test
  void request_thatTakesEffect_fails() throws Exception {
    try (var proxy = proxy(ProxiedRequest::takeEffect)) {
      assertThatThrownBy(() -> post(proxy, "one")).isInstanceOf(IOException.class);
      assertThat(received).hasValue(1);
    }
  }
}
