package io.nauthera.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nauthera.runtime.RecordedLog;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.webhook.certificates.MountedCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers that want to stop admission, and the API server at the end of a pod. */
@Timeout(120)
class SlowCallersTest {
  static final String REVIEW =
      """
      {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {"uid": "u",
       "operation": "DELETE", "oldObject": {},
       "resource": {"group": "auth.nauthera.io", "version": "v1alpha1", "resource": "authclients"}}}
      """;

  @TempDir Path folder;
  private final List<Socket> sockets = new ArrayList<>();
  private ServerOnLoopback server;

  @BeforeEach
  void start() throws Exception {
    TestCertificate.of("webhook").writeTo(folder);
    start(null);
  }

  private void start(@Nullable Path clientAuthorities) throws Exception {
    start(clientAuthorities, Duration.ZERO);
  }

  private void start(@Nullable Path clientAuthorities, Duration evaluation) throws Exception {
    server =
        ServerOnLoopback.start(
            new TlsSources(new MountedCertificate(folder), clientAuthorities),
            () -> after(evaluation),
            new Metrics(Metric.Program.WEBHOOK));
  }

  private static Optional<String> after(Duration evaluation) {
    try {
      Thread.sleep(evaluation);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private HttpResponse<String> review(HttpClient http, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.url("/validate?timeout=5s")))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpClient caller(@Nullable TestCertificate shown) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(TestCertificate.callerWith(shown))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  /** Sends the head and the first byte of a body; the rest never comes, or byte by byte. */
  private Socket open(String header) throws Exception {
    Socket socket =
        TestCertificate.callerWith(null)
            .getSocketFactory()
            .createSocket("127.0.0.1", server.port());
    sockets.add(socket);
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST /validate?timeout=99s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + header
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(
        header.startsWith("Transfer")
            ? new byte[] {'1', '\r', '\n', '{', '\r', '\n'}
            : new byte[] {'{'});
    out.flush();
    return socket;
  }

  @ParameterizedTest
  @CsvSource({
    "3, Content-Length: 7000000",
    "3, Transfer-Encoding: chunked",
    "64, Content-Length: 1000",
    "300, Content-Length: 1000"
  })
  void review_whileOthersSendSlowly_isAnswered(int callers, String header) throws Exception {
    var dripping = new AtomicBoolean(true);
    for (int i = 0; i < callers; i++) {
      open(header);
    }
    Thread drip =
        Thread.startVirtualThread(() -> {
          while (dripping.get()) {
            for (Socket socket : List.copyOf(sockets)) {
              try {
                socket.getOutputStream().write(' ');
                socket.getOutputStream().flush();
              } catch (IOException e) {
                // The server has given up on this one, as it should.
              }
            }
            try {
              Thread.sleep(200);
            } catch (InterruptedException e) {
              return;
            }
          }
        });

    try (HttpClient http = caller(null)) {
      for (int i = 0; i < 10; i++) {
        HttpResponse<String> answer = review(http, REVIEW);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"allowed\":true");
      }
    }
    dripping.set(false);
    drip.interrupt();
  }

  /** The API server sends the head at once, so the sentence reaches the user. */
  @Test
  void review_thatStopsArriving_isRefusedByItsUid() throws Exception {
    Socket socket = open("Content-Length: 100000");
    socket.getOutputStream().write(REVIEW.substring(1, 200).getBytes(StandardCharsets.UTF_8));

    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("\"uid\":\"u\"", "\"allowed\":false", "did not reach Nauthera in time");
  }

  @Test
  void caller_thatDisconnects_isNotLogged() throws Exception {
    try (var log = new RecordedLog()) {
      open("Content-Length: 1000").close();
      try (HttpClient http = caller(null)) {
        assertThat(review(http, REVIEW).statusCode()).isEqualTo(200);
      }
      server.server().drain();

      assertThat(log.lines()).isEmpty();
    }
  }

  /** Longer than a connection may be idle inside a request. */
  @Test
  void review_thatTakesLong_isAnswered() throws Exception {
    server.close();
    start(null, Duration.ofSeconds(4));

    try (HttpClient http = caller(null)) {
      assertThat(review(http, REVIEW).statusCode()).isEqualTo(200);
    }
  }

  /** The API server uses a kept connection until it is closed, and then another pod. */
  @Test
  void drain_whileConnectionsAreInUse_losesNoAnswer() throws Exception {
    List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        callers.add(
            threads.submit(() -> {
              try (HttpClient http = caller(null)) {
                HttpResponse<String> answer = review(http, REVIEW);
                while (answer.headers().firstValue("Connection").isEmpty()) {
                  statuses.add(answer.statusCode());
                  answer = review(http, REVIEW);
                }
                statuses.add(answer.statusCode());
              }
              return null;
            }));
      }
      Thread.sleep(1_000);
      server.server().drain();
      server.close();
      for (Future<?> caller : callers) {
        caller.get();
      }
    }

    assertThat(statuses).hasSizeGreaterThan(100).containsOnly(200);
  }

  @Test
  void answer_whileDraining_closesItsConnection() throws Exception {
    try (HttpClient http = caller(null)) {
      assertThat(review(http, REVIEW).headers().firstValue("Connection")).isEmpty();
      Thread closing = Thread.startVirtualThread(server.server()::drain);
      Thread.sleep(500);

      assertThat(review(http, REVIEW).headers().firstValue("Connection")).contains("close");
      closing.join();
    }
  }

  @Test
  void caller_withoutACertificate_isNotAnswered_ifAuthoritiesAreGiven() throws Exception {
    server.close();
    TestCertificate apiServer = TestCertificate.of("api-server");
    Path authorities = folder.resolve("ca.crt");
    Files.writeString(authorities, apiServer.pem());
    start(authorities);

    try (HttpClient http = caller(apiServer)) {
      assertThat(review(http, REVIEW).statusCode()).isEqualTo(200);
    }
    for (TestCertificate other : new TestCertificate[] {null, TestCertificate.of("api-server")}) {
      try (HttpClient http = caller(other)) {
        assertThatThrownBy(() -> review(http, REVIEW)).isInstanceOf(IOException.class);
      }
    }

    TestCertificate next = TestCertificate.of("api-server");
    Files.writeString(authorities, next.pem());
    server.server().reloadCertificate();
    try (HttpClient http = caller(next)) {
      assertThat(review(http, REVIEW).statusCode()).isEqualTo(200);
    }
  }
}
